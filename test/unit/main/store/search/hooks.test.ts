import { describe, expect, it } from "vitest";
import { rebuildSearchIndex, searchIndex } from "../../../../../src/main/store/search/index.ts";
import { seededRandom } from "../../../../conformance/storage/random.ts";
import { sqliteReads } from "../../../../../src/main/store/raw-reads.ts";
import { entry, SOURCES, testIndex, type TestEntry, type TestIndex } from "./fixtures.ts";

async function idsOf(index: TestIndex, text: string): Promise<string[]> {
  const hits = await searchIndex(sqliteReads(index.db), { text, limit: 50, offset: 0 });
  return hits.map(({ id }) => id).toSorted();
}

describe("the index follows the documents", () => {
  it("finds what was written, not what it was before, and nothing of what is gone", async () => {
    const index = testIndex();
    const first = { id: "a", title: "Broken invoice", body: "please look", extra: "billing" };
    const second = { ...first, title: "Wrong invoice" };
    index.write(first);
    expect(await Promise.all(["invoice", "broken", "look", "billing"].map((text) => idsOf(index, text)))).toEqual([
      ["a"],
      ["a"],
      ["a"],
      ["a"],
    ]);
    index.write(second, first);
    expect(await Promise.all(["wrong", "broken"].map((text) => idsOf(index, text)))).toEqual([["a"], []]);
    index.remove(second);
    expect(await Promise.all(["wrong", "invoice"].map((text) => idsOf(index, text)))).toEqual([[], []]);
    expect(index.db.prepare("SELECT count(*) AS rows FROM search_text").get()).toEqual({ rows: 0 });
    index.check();
  });

  it("leaves out a document whose text can't be had, tells of it, and takes in the one beside it", async () => {
    const faults: string[] = [];
    const index = testIndex([], (error, what) => faults.push(`${what}: ${String(error)}`));
    index.write({ id: "a", title: "fine" });
    index.write({ id: "b", title: "spoilt", isBroken: true });
    index.write({ id: "c", title: "fine" });
    index.write({ id: "b", title: "fine again" }, { id: "b", title: "spoilt", isBroken: true });
    expect([await idsOf(index, "fine"), await idsOf(index, "spoilt"), faults]).toEqual([
      ["a", "b", "c"],
      [],
      Array(2).fill(`a document of "texts" could not be made searchable: b: TypeError: no text`),
    ]);
    index.check();
  });

  it("forgets a document that has nothing to search any more, and takes it up again", async () => {
    const index = testIndex();
    const shown = { id: "a", title: "secret" };
    index.write(shown);
    index.write({ ...shown, hidden: true }, shown);
    expect(await idsOf(index, "secret")).toEqual([]);
    index.write(shown, { ...shown, hidden: true });
    expect(await idsOf(index, "secret")).toEqual(["a"]);
    index.remove(shown);
    index.write(shown, { ...shown, _deleted: true });
    expect(await idsOf(index, "secret")).toEqual(["a"]);
  });

  it("tells kinds apart that share an id, and moves a document between kinds and tickets", async () => {
    const index = testIndex([
      { id: "1", kind: "ticket", title: "shared" },
      { id: "1", kind: "message", title: "shared", ticketId: "t1" },
    ]);
    index.write(
      { id: "1", kind: "message", title: "shared", ticketId: "t2" },
      { id: "1", kind: "message", title: "shared", ticketId: "t1" },
    );
    index.write({ id: "1", kind: "contact", title: "shared" }, { id: "1", kind: "ticket", title: "shared" });
    const hits = await searchIndex(sqliteReads(index.db), { text: "shared", limit: 9, offset: 0 });
    const found = hits.map(({ kind, ticketId }) => [kind, ticketId]);
    expect(found.toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
      ["contact", null],
      ["message", "t2"],
    ]);
  });

  it("doesn't touch the index when nothing that is searched changed", async () => {
    const index = testIndex();
    const document = { id: "a", title: "same" };
    index.write(document);
    const changes = () => index.db.prepare("SELECT total_changes() AS changes").get();
    const before = changes();
    index.write({ ...document }, document);
    expect(changes()).toEqual(before);
  });

  it("ignores collections it has no source for", async () => {
    const index = testIndex();
    expect(await idsOf(index, "anything")).toEqual([]);
  });

  it.each([1, 2, Date.now() % 100_000])(
    "is whole after random writes, and the same when made anew (seed %i)",
    async (seed) => {
      const random = seededRandom(seed);
      const index = testIndex();
      const words = ["alpha", "beta", "gamma", "delta", "Ünïcode", "a\u0001b", "e\u0301", "\ud800", "😀"];
      const text = (): string => Array.from({ length: random.below(6) }, () => random.pick(words)).join(" ");
      const living = new Map<string, TestEntry>();
      for (let step = 0; step < 400; step++) {
        const id = `d${random.below(40)}`;
        const previous = living.get(id);
        if (previous && random.chance(0.3)) {
          index.remove(previous);
          living.delete(id);
        } else {
          const next = { id, title: text(), body: text(), extra: text(), atEpochMs: random.below(50) };
          index.write(next, previous);
          living.set(id, next);
        }
      }
      index.check();
      const expected = [...living.values()]
        .filter((each) => /beta/.test([each.title, each.body, each.extra].join(" ")))
        .map(({ id }) => id)
        .toSorted();
      expect(await idsOf(index, "beta"), `seed ${seed}`).toEqual(expected);
      rebuildSearchIndex(index.db, SOURCES, () => [...living.values()].map((each) => entry(each)));
      index.check();
      expect(await idsOf(index, "beta"), `seed ${seed}, rebuilt`).toEqual(expected);
    },
  );
});
