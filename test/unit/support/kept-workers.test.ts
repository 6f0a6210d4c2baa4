import { afterEach, beforeEach, expect, test } from "vitest";
import type { Workers } from "#main/threads/workers.ts";
import { createThread, type Thread } from "#main/threads/thread.ts";
import { createKeptWorkers } from "../../support/kept-workers.ts";
import type { TestThread } from "../main/threads/test-worker.ts";

const ENTRY = new URL("../main/threads/test-worker.ts", import.meta.url);

let workers: Workers;
let opened: Thread<TestThread>[];
beforeEach(() => {
  workers = createKeptWorkers();
  opened = [];
});
afterEach(async () => {
  for (const thread of opened) await thread.close();
  for (let kept = 0; kept < 2; kept += 1) await workers.take(ENTRY, "left over").terminate();
});

function open(data: string): Thread<TestThread> {
  const thread = createThread<TestThread>({ name: "test", entry: ENTRY, data, workers });
  opened.push(thread);
  return thread;
}

test("a worker whose desk is closed serves the next one, on what that one gives it", async () => {
  const first = open("one");
  const id = await first.call("thread", null);
  await first.close();
  const second = open("two");
  expect(await second.call("thread", null)).toBe(id);
  expect(await second.call("data", null)).toBe("two");
});

test("two at once have a worker each", async () => {
  const [one, two] = [open("one"), open("two")];
  expect(await one.call("thread", null)).not.toBe(await two.call("thread", null));
});

test("one that died serves nobody", async () => {
  const first = open("one");
  const id = await first.call("thread", null);
  await expect(first.call("die", null)).rejects.toMatchObject({ code: "PD_DESK_THREAD_LOST" });
  await first.close();
  const second = open("two");
  expect(await second.call("thread", null)).not.toBe(id);
});

test("what one has given up is not answered to the next", async () => {
  const first = open("one");
  const stop = new AbortController();
  const until = new SharedArrayBuffer(4);
  const late = first.call("turns", { until, more: 0, answer: "of the first" }, { signal: stop.signal });
  stop.abort(new Error("enough"));
  await expect(late).rejects.toThrow("enough");
  await first.close();
  const second = open("two");
  const asked = second.call("turns", { until, more: 5, answer: "of the second" });
  Atomics.store(new Int32Array(until), 0, 1);
  expect(await asked).toBe("of the second");
});
