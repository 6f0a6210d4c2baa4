import { StatementSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SearchQuery, searchIndex, type SearchHit } from "../../../../../src/main/store/search/index.ts";
import { sqliteReads } from "../../../../../src/main/store/raw-reads.ts";
import { testIndex, type TestEntry, type TestIndex } from "./fixtures.ts";

function search(index: TestIndex, text: string, changes: Partial<SearchQuery> = {}): Promise<SearchHit[]> {
  return searchIndex(sqliteReads(index.db), { text, limit: 50, offset: 0, ...changes });
}

const idsOf = (hits: readonly SearchHit[]): string[] => hits.map(({ id }) => id);

describe("what is found", () => {
  const index = (): TestIndex =>
    testIndex([
      { id: "plain", title: "Invoice for March", body: "The invoice is wrong, please look." },
      { id: "accents", title: "Über die Rechnung", body: "è già pagata, naïve" },
      { id: "mail", body: "Write to ada.lovelace@example.com or call +39 011 555-1234.", extra: "mario@rossi.it" },
      { id: "syntax", body: "NEAR the title: OR not AND (yes)" },
      { id: "tags", title: "Nothing here", extra: "urgent vip 4711" },
    ]);

  it.each([
    ["invoice", ["plain"]],
    ["INVOICE wrong", ["plain"]],
    ["invoice absent", []],
    ["inv", ["plain"]],
    ["inv wrong", []],
    ["uber RECHNUNG", ["accents"]],
    ["gia naive", ["accents"]],
    ["ada.lovelace@example.com", ["mail"]],
    ["lovelace@example", ["mail"]],
    ["555-12", ["mail"]],
    ["rossi.it", ["mail"]],
    ['"invoice is wrong"', ["plain"]],
    ['"wrong is invoice"', []],
    ['"invoice is wro"', []],
    ['"invoice is', ["plain"]],
    ['look "the invoice"', ["plain"]],
    ["AND OR NOT", ["syntax"]],
    ["title:", ["syntax"]],
    ["(yes)", ["syntax"]],
    ["NEAR(the title)", ["syntax"]],
    ["4711", ["tags"]],
    ["i", []],
    ["", []],
    ["   ", []],
    ['"', []],
    ['""', []],
    ["*", []],
    ["!?…", []],
    ["😀", []],
    ["invoice 😀 !!", ["plain"]],
    ["message", []],
  ])("%j finds %j", async (text, expected) => {
    expect(idsOf(await search(index(), text))).toEqual(expected);
  });

  it("takes any text as words, never as syntax", async () => {
    const full = index();
    const pieces = fc.constantFrom(
      '"',
      "*",
      "^",
      "-",
      "+",
      ":",
      "(",
      ")",
      "{",
      "}",
      "AND",
      "OR",
      "NOT",
      "NEAR",
      "title",
      "a",
      " ",
      "\u0000",
      "😀",
      "\ud800",
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join("")),
    );
    const answers: number[] = [];
    await fc.assert(
      fc.asyncProperty(texts, async (text) => void answers.push((await search(full, text)).length)),
      { numRuns: 1_500 },
    );
    expect(answers.length).toBeGreaterThanOrEqual(1_500);
  });

  it("survives a question of any length", async () => {
    const long = "invoice ".repeat(5_000);
    expect(idsOf(await search(index(), long))).toEqual(["plain"]);
    expect(await search(index(), "x".repeat(100_000))).toEqual([]);
  });

  it("filters by kind", async () => {
    const kinds = testIndex(["ticket", "message", "contact"].map((kind) => ({ id: kind, kind, title: "same" })));
    expect(idsOf(await search(kinds, "same", { kinds: ["ticket", "contact"] })).toSorted()).toEqual([
      "contact",
      "ticket",
    ]);
    expect(await search(kinds, "same", { kinds: [] })).toEqual([]);
    expect(await search(kinds, "same", { kinds: ['odd "kind'] })).toEqual([]);
    // The kind itself is not text.
    expect(await search(kinds, "ticket")).toEqual([]);
  });
});

describe("a mistyped question", () => {
  it("finds what may be meant, and gathers what completes the word that is being typed once", async () => {
    const { db } = testIndex([
      { id: "meant", title: "Invoice", body: "The boots leak." },
      { id: "other", title: "Invoice", body: "Bootstraps." },
    ]);
    const asked: string[] = [];
    const counting = {
      prepare(sql: string) {
        const statement = db.prepare(sql);
        return Object.assign(statement, {
          get: (...given: Parameters<StatementSync["get"]>) => (
            asked.push(String(given[0])),
            StatementSync.prototype.get.apply(statement, given)
          ),
          all: (...given: Parameters<StatementSync["all"]>) => (
            asked.push(String(given[0])),
            StatementSync.prototype.all.apply(statement, given)
          ),
        });
      },
    };
    const hits = await searchIndex(sqliteReads(counting), { text: "invoixe boots", limit: 50, offset: 0 });
    expect(idsOf(hits).toSorted()).toEqual(["meant", "other"]);
    expect(asked.filter((words) => words.includes(`"boots" *`))).toHaveLength(1);
  });

  it("may be one open word, of one kind or another", async () => {
    const { db } = testIndex([{ id: "a", kind: "contact", title: "Lovelace" }]);
    const found = async (kinds?: string[]) =>
      idsOf(
        await searchIndex(sqliteReads(db), { text: "lovelaxe", limit: 50, offset: 0, ...(kinds ? { kinds } : {}) }),
      );
    expect([await found(), await found(["contact"]), await found(["ticket"])]).toEqual([["a"], ["a"], []]);
  });
});

describe("the order of what is found", () => {
  it("puts a match in the title before one in the body, and newer before older among equals", async () => {
    const index = testIndex([
      { id: "body", body: "printer", title: "other", atEpochMs: 9_000 },
      { id: "old", title: "printer", body: "other", atEpochMs: 1_000 },
      { id: "new", title: "printer", body: "other", atEpochMs: 5_000 },
      { id: "same moment", title: "printer", body: "other", atEpochMs: 5_000 },
    ]);
    expect(idsOf(await search(index, "printer"))).toEqual(["same moment", "new", "old", "body"]);
  });

  it("takes an entry without a time for the newest", async () => {
    const index = testIndex([
      { id: "dated", title: "printer", atEpochMs: 5_000 },
      { id: "undated", title: "printer" },
      { id: "older", title: "printer", atEpochMs: 1_000 },
    ]);
    expect(idsOf(await search(index, "printer"))).toEqual(["undated", "dated", "older"]);
  });

  /** Enough for the path that doesn't rank each match; `common` decides how close together they lie. */
  function crowd(matching: number, all: number): TestIndex {
    const entries: TestEntry[] = Array.from({ length: all }, (_, number) => {
      const matches = number % Math.round(all / matching) === 0;
      const isTitled = matches && number % (100 * Math.round(all / matching)) === 0;
      return {
        id: `d${number}`,
        title: isTitled ? "printer" : "other",
        body: matches ? "a printer" : "a scanner",
        atEpochMs: number,
      };
    });
    const index = testIndex();
    index.db.exec("BEGIN");
    for (const each of entries) index.write(each);
    index.db.exec("COMMIT");
    return index;
  }

  it.each([
    ["lie close together", 1_500, 1_500],
    ["lie far apart", 1_200, 30_000],
  ])("puts titles first, then the newest, where very many match and %s", async (_, matching, all) => {
    const index = crowd(matching, all);
    const step = Math.round(all / matching);
    const numbers = idsOf(await search(index, "printer", { limit: 100 })).map((id) => Number(id.slice(1)));
    const titled = numbers.filter((number) => number % (100 * step) === 0);
    const expected = Array.from({ length: matching }, (_unused, order) => (matching - 1 - order) * step);
    const isTitled = (number: number): boolean => number % (100 * step) === 0;
    // Of those that lie close together, the thousandth newest is the last whose title is looked at.
    const looked = all === matching ? expected.slice(0, 1_000) : expected;
    const first = looked.filter(isTitled);
    expect(titled).toEqual(first);
    expect(numbers).toEqual([...first, ...expected.filter((number) => !first.includes(number))].slice(0, 100));
  });

  it.each([40, 1_500])("gives pages that don't overlap (%i matches)", async (count) => {
    const index = crowd(count, count);
    const pages = await Promise.all(
      [0, 1, 2, 3].map(async (page) => idsOf(await search(index, "printer", { limit: 10, offset: page * 10 }))),
    );
    expect(new Set(pages.flat()).size).toBe(40);
    expect(pages.flat()).toEqual(idsOf(await search(index, "printer", { limit: 40 })));
    expect(await search(index, "printer", { limit: 10, offset: count })).toEqual([]);
  });
});
