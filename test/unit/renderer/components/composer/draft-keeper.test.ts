import { expect, test } from "vitest";
import { noteCodec } from "#renderer/components/composer/draft/codecs.ts";
import { draftKey } from "#renderer/components/composer/draft/draft-key.ts";
import { createBrowser, KEY, settle } from "./draft-windows.ts";

const never = new Promise<never>(() => undefined);
const broken = () => Promise.reject(new Error("no IndexedDB"));
const saved = (text: string, savedAtEpochMs: number) => ({ key: KEY, text, savedAtEpochMs });

test("[H1c] a draft is its author's, its ticket's and its kind's", () => {
  expect([draftKey("reply", "t1", "u1"), draftKey("note", "t1", "u1"), draftKey("reply", "t1", "u2")]).toEqual([
    "reply:t1:u1",
    "note:t1:u1",
    "reply:t1:u2",
  ]);
});

test("[H1c] a pause in typing saves what stands there then, once", async () => {
  const browser = createBrowser();
  const { keeper, pauses, endPauses } = browser.openWindow(noteCodec);
  keeper.change("Dear");
  keeper.change("Dear Anna");
  expect(pauses.size).toBe(1);
  endPauses();
  await keeper.flush();
  expect(browser.row()).toEqual({ key: KEY, text: "Dear Anna", savedAtEpochMs: 7, draftId: "d-1", version: 1 });
  expect(await browser.openWindow(noteCodec).keeper.load()).toBe("Dear Anna");
});

test("[H1c] typing without a pause is saved all the same", async () => {
  const browser = createBrowser();
  const { keeper } = browser.openWindow(noteCodec);
  keeper.change("Dear");
  browser.clock.nowEpochMs += 1_000;
  keeper.change("Dear Anna");
  await settle();
  expect(browser.row()?.text).toBe("Dear Anna");
});

test("[H1c] leaving saves at once", async () => {
  const browser = createBrowser();
  const { keeper, pauses } = browser.openWindow(noteCodec);
  keeper.change("Dear");
  await keeper.flush();
  expect([browser.row()?.text, pauses.size]).toEqual(["Dear", 0]);
});

test("an emptied draft is over, also where an earlier save is slow", async () => {
  const browser = createBrowser();
  const slow = Promise.withResolvers<void>();
  const other = browser.openWindow(noteCodec);
  const { keeper } = browser.openWindow(noteCodec, {
    change: async (key, decide) => {
      await slow.promise;
      const row = decide(browser.rows.get(key));
      if (row !== undefined) browser.rows.set(key, row);
      return row ?? browser.rows.get(key);
    },
  });
  keeper.change("Dear");
  const first = keeper.flush();
  keeper.change("");
  const second = keeper.flush();
  slow.resolve();
  await Promise.all([first, second]);
  expect([browser.row()?.text ?? "", await other.keeper.load()]).toEqual(["", ""]);
});

test("where the browser stores nothing the person is told, and typing goes on", async () => {
  const { keeper, safe } = createBrowser().openWindow(noteCodec, { get: broken, change: broken });
  expect(await keeper.load()).toBe("");
  keeper.change("Dear");
  await keeper.flush();
  expect(safe).toEqual([false, false]);
});

test("[H1c] a window that closes before the database has answered loses nothing", async () => {
  const closed = createBrowser();
  const { keeper } = closed.openWindow(noteCodec, { change: () => never });
  keeper.change("Dear An");
  keeper.leave();
  const stashed = closed.stashed.get(KEY);
  expect(stashed).toEqual({ key: KEY, text: "Dear An", savedAtEpochMs: 7, draftId: "d-1", version: 0 });

  const next = createBrowser(stashed === undefined ? {} : { stashed });
  const window = next.openWindow(noteCodec);
  expect(await window.keeper.load()).toBe("Dear An");
  await window.keeper.flush();
  expect([next.row()?.text, next.stashed.size]).toEqual(["Dear An", 0]);
});

test("[H1c] what a window had that closed too early is joined with what another one stored since", async () => {
  const stashed = { ...saved("Dear Anna, it is lost", 5), version: 1, draftId: "d-0" };
  const browser = createBrowser({ stashed, row: { ...saved("We look for it", 9), version: 2, draftId: "d-0" } });
  expect(await browser.openWindow(noteCodec).keeper.load()).toBe("We look for it\nDear Anna, it is lost");
  await settle();
  expect([browser.row()?.text, browser.stashed.size]).toEqual(["We look for it\nDear Anna, it is lost", 0]);

  // It had been stored after all, and another window went on with it.
  const later = createBrowser({ stashed, row: { ...saved("Dear Anna, it is lost. Yours", 9), version: 3 } });
  expect(await later.openWindow(noteCodec).keeper.load()).toBe("Dear Anna, it is lost. Yours");
});

test("[H1c] rows and stashes of the version before are read: the later one counts", async () => {
  const newer = createBrowser({ stashed: saved("old", 5), row: saved("new", 6) });
  expect(await newer.openWindow(noteCodec).keeper.load()).toBe("new");
  const older = createBrowser({ stashed: saved("Dear An", 7), row: saved("Dear", 6) });
  expect(await older.openWindow(noteCodec).keeper.load()).toBe("Dear An");
});

test("a window that closes right after the sending doesn't bring the sent words back", async () => {
  const row = { ...saved("Dear Anna", 6), version: 1, draftId: "d-0" };
  const browser = createBrowser({ row });
  const { keeper } = browser.openWindow(noteCodec, { change: () => never });
  await keeper.load();
  keeper.end("Dear Anna");
  keeper.leave();
  const stashed = browser.stashed.get(KEY);
  const next = createBrowser(stashed === undefined ? { row } : { stashed, row });
  expect(await next.openWindow(noteCodec).keeper.load()).toBe("");
  await settle();
  expect(next.row()).toMatchObject({ text: "", ended: "gone" });
});

test("a window that closes with everything saved stashes nothing", async () => {
  const browser = createBrowser();
  const { keeper } = browser.openWindow(noteCodec);
  keeper.change("Dear");
  await keeper.flush();
  keeper.leave();
  expect(browser.stashed.size).toBe(0);
});

test("[H1c] words typed before the kept ones were read stand below them", async () => {
  const browser = createBrowser({ row: saved("Dear Anna", 6) });
  const { keeper } = browser.openWindow(noteCodec);
  keeper.change("and Bob");
  expect(await keeper.load()).toBe("Dear Anna\nand Bob");
  await keeper.flush();
  expect(browser.row()?.text).toBe("Dear Anna\nand Bob");
});
