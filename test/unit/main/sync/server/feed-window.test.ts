import { expect, test } from "vitest";
import type { ReplicationLog } from "#main/store/replication/replication-log.ts";
import { createFeed } from "#main/sync/server/feed-window.ts";

/** A log of so many commits, each of which wrote one ticket; what is read of it comes when the test says so. */
function slowLog() {
  const waiting: ((error?: Error) => void)[] = [];
  const log = { newest: 0, reads: 0 };
  const turn = () =>
    new Promise<void>((resolve, reject) => waiting.push((error) => (error === undefined ? resolve() : reject(error))));
  const replication: Pick<ReplicationLog, "newest" | "since"> = {
    newest: async () => log.newest,
    async since(after) {
      log.reads += 1;
      const upTo = log.newest;
      await turn();
      const commits = Array.from({ length: upTo - after }, (_, at) => after + at + 1);
      const rows = commits.map((commit) => ({ collection: "tickets", id: `t${commit}`, commit, data: "{}" }) as const);
      return { upTo, rows };
    },
  };
  return {
    log,
    feed: createFeed(replication as ReplicationLog),
    /** Answers the reading that is open. */
    answer: async (error?: Error) => {
      await expect.poll(() => waiting.length).toBe(1);
      waiting.shift()?.(error);
    },
  };
}

test("who asks while the log is read shares the next reading with all who do", async () => {
  const { log, feed, answer } = slowLog();
  const opening = feed.read();
  await answer();
  await opening;
  log.newest = 1;
  log.reads = 0;
  const first = feed.since(0);
  await expect.poll(() => log.reads).toBe(1);
  log.newest = 2;
  const others = Array.from({ length: 50 }, () => feed.since(0));
  await answer();
  expect(await first).toMatchObject({ upTo: 1, rows: [{ commit: 1 }] });
  await answer();
  for (const other of await Promise.all(others)) expect(other?.rows.map(({ commit }) => commit)).toEqual([1, 2]);
  expect(log.reads).toBe(2);
});

test("a reading that fails fails who waited for it, and the next one is tried", async () => {
  const { log, feed, answer } = slowLog();
  log.newest = 3;
  const failing = feed.read();
  const next = feed.read();
  await answer(new Error("The database is away."));
  await expect(failing).rejects.toThrow("away");
  await answer();
  expect(await next).toBe(3);
  expect(log.reads).toBe(2);
});
