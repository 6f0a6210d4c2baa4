import { Subject } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Store } from "#main/store/store.ts";
import { createRunningCounts } from "#main/desk/running-counts.ts";
import { liveFeed } from "#main/desk/queries/live.ts";
import { openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
const logged: string[] = [];
const log = { info() {}, warn() {}, error: (message: string) => void logged.push(message) };
beforeEach(async () => {
  desk = await openTestDesk();
  logged.length = 0;
});
afterEach(() => desk.close());

/** The desk's store, in which one stream of one collection is the test's own. */
function storeWith<Name extends "tickets" | "inboxItems">(name: Name, stream: Partial<Store[Name]>): Store {
  const { store } = desk.core.context;
  return { ...store, [name]: { ...store[name], ...stream } };
}

/** What no listener can look at. */
const UNREADABLE = [null] as never;

test("numbers that could not follow a change are counted anew, and the desk goes on", async () => {
  const transitions = new Subject<never>();
  const store = storeWith("tickets", { transitions });
  await using counts = Object.assign(await createRunningCounts(store, desk.core.context.setup, log), {
    async [Symbol.asyncDispose]() {
      counts.close();
    },
  });
  const total = () => Object.values(counts.stages(SUPPORT)[SUPPORT] ?? {}).reduce((sum, count) => sum + count, 0);
  await desk.newTicket();
  // Told of nothing, as the stream is the test's; then of something that can't be read.
  expect(total()).toBe(0);
  transitions.next(UNREADABLE);
  await expect.poll(total).toBe(1);
  // All tickets, those that are unread, and those that a workflow leaves alone.
  expect(logged).toEqual(Array.from({ length: 3 }, () => "A change could not be followed: numbers of what there is"));
});

test("a window that could not be told of a change gets everything anew", async () => {
  const changes = new Subject<never>();
  const { context } = desk.core;
  const stop = new AbortController();
  const sources = {
    userId: desk.core.owner(),
    status: () => "status",
    setup: () => "setup",
    setupChanges: () => null,
    stageCounts: () => ({}),
    statusChanges: new Subject<void>(),
  };
  const feed = liveFeed(
    { ...context, log, store: storeWith("inboxItems", { changes }) },
    sources as unknown as Parameters<typeof liveFeed>[1],
    2,
    stop.signal,
  );
  const types = [(await feed.next()).value?.type];
  const next = feed.next();
  changes.next(UNREADABLE);
  types.push((await next).value?.type);
  stop.abort();
  await feed.return(undefined);
  expect([types, logged]).toEqual([["hello", "hello"], ["A change could not be followed: what a window is told"]]);
});
