import { expect, test } from "vitest";
import { TicketId, RunId } from "#shared/model/ids.ts";
import { createRequestQueue } from "#main/automation/webhooks/request-queue.ts";
import { NOW, sampleAttempt, sampleRequest } from "./sample-request.ts";

const always = () => true;
const request = (id: string, changes: Parameters<typeof sampleRequest>[0] = {}) =>
  sampleRequest({ id, stamp: id, runId: RunId.parse(`run-${id}`), ...changes });
const ticket = (id: string) => ({ ticketId: TicketId.parse(id) });

test("of each receiver the earliest is due; those of a busy one wait", () => {
  const queue = createRequestQueue();
  queue.put(request("a", { ...ticket("1"), retryAtEpochMs: NOW - 1 }));
  queue.put(request("b", { ...ticket("2"), retryAtEpochMs: NOW - 2 }));
  queue.put(request("c", { ...ticket("3"), url: "https://other.example/", retryAtEpochMs: NOW - 3 }));
  queue.put(request("d", { ...ticket("4"), url: "https://third.example/", retryAtEpochMs: NOW + 5 }));
  expect(queue.due(NOW, always).map(({ id }) => id)).toEqual(["c", "b"]);
  const notShop = (receiver: string) => receiver !== "https://shop.example";
  expect([queue.due(NOW, notShop).map(({ id }) => id), queue.nextDueEpochMs(always)]).toEqual([["c"], NOW - 3]);
  queue.drop("c");
  expect([queue.nextDueEpochMs(notShop), queue.nextDueEpochMs(() => false)]).toEqual([NOW + 5, null]);
});

test("[H1] one ticket's requests to one address go in their order, whatever their times; another address does not wait", () => {
  const queue = createRequestQueue();
  queue.put(request("2", { retryAtEpochMs: NOW - 5 }));
  queue.put(request("1", { retryAtEpochMs: NOW + 1_000 }));
  queue.put(request("3", { url: "https://shop.example/other?x", retryAtEpochMs: NOW }));
  expect(queue.due(NOW, always).map(({ id }) => id)).toEqual(["3"]);
  queue.drop("3");
  expect([queue.due(NOW, always), queue.nextDueEpochMs(always)]).toEqual([[], NOW + 1_000]);
  queue.put(request("1", { retryAtEpochMs: NOW }));
  expect(queue.due(NOW, always).map(({ id }) => id)).toEqual(["1"]);
  queue.drop("1");
  expect(queue.due(NOW, always).map(({ id }) => id)).toEqual(["2"]);
  queue.drop("2");
  expect(queue.nextDueEpochMs(always)).toBeNull();
});

test("a time beyond every pause was written before the clock was set back: it is due", () => {
  const queue = createRequestQueue();
  queue.put(request("a", { retryAtEpochMs: NOW + 365 * 86_400_000 }));
  expect(queue.due(NOW, always).map(({ id }) => id)).toEqual(["a"]);
});

test("pauses without a network end together, others don't; one can be put off", () => {
  const queue = createRequestQueue();
  const offline = sampleAttempt({ offline: true });
  queue.put(request("a", { ...ticket("1"), retryAtEpochMs: NOW + 9, attempts: [offline] }));
  queue.put(request("b", { ...ticket("2"), retryAtEpochMs: NOW + 5, attempts: [offline, sampleAttempt()] }));
  queue.endOfflinePauses();
  expect(queue.due(NOW, always).map(({ id }) => id)).toEqual(["a"]);
  queue.postpone("a", NOW + 7);
  expect([queue.due(NOW, always), queue.nextDueEpochMs(always)]).toEqual([[], NOW + 5]);
});

test("a run's request is found as long as it waits", () => {
  const queue = createRequestQueue();
  queue.put(request("a"));
  expect(queue.ofRun("run-a")).toBe("a");
  queue.drop("a");
  queue.drop("a");
  expect(queue.ofRun("run-a")).toBeNull();
});
