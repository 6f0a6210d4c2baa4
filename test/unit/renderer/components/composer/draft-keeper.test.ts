import { expect, test } from "vitest";
import { noteCodec } from "#renderer/components/composer/draft/codecs.ts";
import { createDraftKeeper, draftKey, type DraftTable } from "#renderer/components/composer/draft/draft-keeper.ts";

type Row = { readonly key: string; readonly text: string; readonly savedAtEpochMs: number };
const KEY = "reply:t1:u1";

/** A table and a stash in memory, and pauses that end when the test says so. */
function bench(table: Partial<DraftTable> = {}, kept: { readonly row?: Row; readonly stashed?: Row } = {}) {
  const rows = new Map<string, Row>(kept.row === undefined ? [] : [[KEY, kept.row]]);
  const stashed = new Map<string, Row>(kept.stashed === undefined ? [] : [[KEY, kept.stashed]]);
  const pauses = new Set<() => void>();
  const safe: boolean[] = [];
  const keeper = createDraftKeeper({
    table: {
      get: (key) => Promise.resolve(rows.get(key)),
      put: (row) => Promise.resolve(rows.set(row.key, { ...row })),
      delete: (key) => Promise.resolve(rows.delete(key)),
      ...table,
    },
    stash: {
      read: (key) => stashed.get(key) ?? null,
      write: (row) => void stashed.set(row.key, row),
      remove: (key) => void stashed.delete(key),
    },
    codec: noteCodec,
    key: KEY,
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
  return { keeper, rows, stashed, safe, pauses, endPauses };
}

function stashedOf(stashed: ReadonlyMap<string, Row>): { stashed?: Row } {
  const row = stashed.get(KEY);
  return row === undefined ? {} : { stashed: row };
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

test("[H1c] a window that closes before the database has answered loses nothing", async () => {
  const never = new Promise<void>(() => undefined);
  const { keeper, stashed } = bench({ put: () => never });
  keeper.change("Dear An");
  keeper.leave();
  expect([...stashed.values()]).toEqual([{ key: KEY, text: "Dear An", savedAtEpochMs: 7 }]);

  const next = bench(
    {},
    { stashed: { key: KEY, text: "Dear An", savedAtEpochMs: 7 }, row: { key: KEY, text: "Dear", savedAtEpochMs: 6 } },
  );
  expect(await next.keeper.load()).toBe("Dear An");
  await next.keeper.flush();
  expect([next.rows.get(KEY)?.text, next.stashed.size]).toEqual(["Dear An", 0]);
});

test("[H1c] what was stored after the stash counts", async () => {
  const { keeper } = bench(
    {},
    { stashed: { key: KEY, text: "old", savedAtEpochMs: 5 }, row: { key: KEY, text: "new", savedAtEpochMs: 6 } },
  );
  expect(await keeper.load()).toBe("new");
});

test("a window that closes right after the sending doesn't bring the sent words back", async () => {
  const never = new Promise<void>(() => undefined);
  const { keeper, stashed } = bench(
    { delete: () => never },
    { row: { key: KEY, text: "Dear Anna", savedAtEpochMs: 6 } },
  );
  keeper.change("");
  keeper.leave();
  const next = bench({}, { ...stashedOf(stashed), row: { key: KEY, text: "Dear Anna", savedAtEpochMs: 6 } });
  expect(await next.keeper.load()).toBe("");
  await next.keeper.flush();
  expect(next.rows.size).toBe(0);
});

test("a window that closes with everything saved stashes nothing", async () => {
  const { keeper, stashed } = bench();
  keeper.change("Dear");
  await keeper.flush();
  keeper.leave();
  expect(stashed.size).toBe(0);
});
