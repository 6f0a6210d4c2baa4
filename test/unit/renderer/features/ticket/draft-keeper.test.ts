import { expect, test } from "vitest";
import { createDraftKeeper, draftKey, type DraftTable } from "#renderer/features/ticket/composer/draft-keeper.ts";

/** A table in memory, and pauses that end when the test says so. */
function bench(table: Partial<DraftTable> = {}) {
  const rows = new Map<string, { key: string; text: string; savedAtEpochMs: number }>();
  const pauses = new Set<() => void>();
  const safe: boolean[] = [];
  const keeper = createDraftKeeper({
    table: {
      get: (key) => Promise.resolve(rows.get(key)),
      put: (row) => Promise.resolve(rows.set(row.key, { ...row })),
      delete: (key) => Promise.resolve(rows.delete(key)),
      ...table,
    },
    key: "reply:t1:u1",
    now: () => 7,
    pause: (run) => {
      pauses.add(run);
      return () => pauses.delete(run);
    },
    onSaved: (value) => safe.push(value),
  });
  const endPauses = () => {
    const due = [...pauses];
    pauses.clear();
    for (const run of due) run();
  };
  return { keeper, rows, safe, pauses, endPauses };
}

test("[H1c] a draft is its author's, its ticket's and its kind's", () => {
  expect([draftKey("reply", "t1", "u1"), draftKey("note", "t1", "u1"), draftKey("reply", "t1", "u2")]).toEqual([
    "reply:t1:u1",
    "note:t1:u1",
    "reply:t1:u2",
  ]);
});

test("[H1c] a pause in typing saves what stands there then, once", async () => {
  const { keeper, rows, pauses, endPauses } = bench();
  keeper.change("Dear");
  keeper.change("Dear Anna");
  expect(pauses.size).toBe(1);
  endPauses();
  await keeper.flush();
  expect([...rows.values()]).toEqual([{ key: "reply:t1:u1", text: "Dear Anna", savedAtEpochMs: 7 }]);
  expect(await keeper.load()).toBe("Dear Anna");
});

test("[H1c] leaving saves at once", async () => {
  const { keeper, rows, pauses } = bench();
  keeper.change("Dear");
  await keeper.flush();
  expect([rows.get("reply:t1:u1")?.text, pauses.size]).toEqual(["Dear", 0]);
});

test("an emptied draft is gone, also where an earlier save is slow", async () => {
  const slow = Promise.withResolvers<void>();
  const done: string[] = [];
  const { keeper } = bench({
    put: async () => {
      await slow.promise;
      done.push("put");
    },
    delete: async () => {
      done.push("delete");
    },
  });
  keeper.change("Dear");
  const saved = keeper.flush();
  keeper.change("");
  const deleted = keeper.flush();
  slow.resolve();
  await Promise.all([saved, deleted]);
  expect(done).toEqual(["put", "delete"]);
});

test("where the browser stores nothing the person is told, and typing goes on", async () => {
  const { keeper, safe } = bench({
    get: () => Promise.reject(new Error("no IndexedDB")),
    put: () => Promise.reject(new Error("no IndexedDB")),
  });
  expect(await keeper.load()).toBe("");
  keeper.change("Dear");
  await keeper.flush();
  expect(safe).toEqual([false, false]);
});
