import fc from "fast-check";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import type { Segment } from "../../../../../src/main/store/search/index.ts";
import { searchIndex } from "../../../../../src/main/store/search/index.ts";
import { excerptOf, markedText } from "../../../../../src/main/store/search/excerpt.ts";
import { parseQuestion, termQuery } from "../../../../../src/main/store/search/question.ts";
import { sqliteReads } from "../../../../../src/main/store/raw-reads.ts";
import { testIndex } from "./fixtures.ts";

const written = (segments: readonly Segment[]): string =>
  segments.map(({ text, hit }) => (hit ? `[${text}]` : text)).join("");
const plain = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join("");

describe("marking what matched", () => {
  it.each([
    ["invoice", "The invoice, the INVOICES and an invoice.", "The [invoice], the [INVOICES] and an [invoice]."],
    ["invoice ", "invoices", "[invoices]"],
    ['"invoice"', "invoices and invoice", "invoices and [invoice]"],
    ["uber", "Über alles, ueber", "[Über] alles, ueber"],
    ["naive cafe", "naïve café cafés", "[naïve] [café] [cafés]"],
    ["ada.lovelace@example.com", "to ada.lovelace@example.com now", "to [ada.lovelace@example.com] now"],
    ['"is wrong"', "wrong is wrong; is, wrong", "wrong [is wrong]; [is, wrong]"],
    ["日本", "日本語 テスト", "[日本語] テスト"],
    ["<b>", "1 <b>bold</b> & x", "1 <[b]>bold</[b]> & x"],
  ])("%j in %j", (question, text, expected) => {
    expect(written(markedText(text, parseQuestion(question)))).toBe(expected);
  });

  it("marks as SQLite's own highlight does", () => {
    const db = new DatabaseSync(":memory:");
    db.exec("CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')");
    const word = fc.constantFrom(
      "a",
      "ab",
      "abc",
      "b",
      "Äb",
      "é",
      "x1",
      "1",
      "Ç",
      "ñandú",
      "日本",
      "ß",
      "łódź",
      "İx",
      "_",
      "😀",
    );
    const gap = fc.constantFrom(" ", " ", ", ", ".", "-", "\n", " – ", "'");
    const text = fc.array(fc.tuple(word, gap), { maxLength: 12 }).map((parts) => parts.flat().join(""));
    const question = fc.oneof(
      fc.array(word, { minLength: 1, maxLength: 2 }).map((parts) => parts.join(" ")),
      text,
      text.map((each) => `"${each}"`),
    );
    let marked = 0;
    fc.assert(
      fc.property(text, question, (content, asked) => {
        const terms = parseQuestion(asked);
        if (terms.length === 0) return;
        db.exec("DELETE FROM words");
        db.prepare("INSERT INTO words VALUES (?)").run(content);
        // One term at a time: SQLite gives nothing where one of several is missing.
        for (const term of terms) {
          const row = db
            .prepare("SELECT highlight(words, 0, '[', ']') AS text FROM words WHERE words MATCH ?")
            .get(termQuery(term));
          const ours = written(markedText(content, [term]));
          expect(ours).toBe(row ? String(row["text"]) : content);
          if (row) marked += 1;
        }
      }),
      // The example overlaps itself: it once failed.
      { numRuns: 2_000, seed: 1574017927, examples: [["Äb ab Äb ", "ab.Äb "]] },
    );
    db.close();
    expect(marked).toBeGreaterThan(200);
  });

  it("gives back the text it was given, whatever it is", () => {
    const any = fc.string({ unit: "binary", maxLength: 80 });
    let seen = 0;
    fc.assert(
      fc.property(any, any, (text, question) => {
        seen += 1;
        expect(plain(markedText(text, parseQuestion(question)))).toBe(text);
      }),
      { numRuns: 500 },
    );
    expect(seen).toBeGreaterThanOrEqual(500);
  });
});

describe("cutting excerpts", () => {
  const filler = (words: number): string => Array.from({ length: words }, (_, index) => `word${index}`).join(" ");

  it("shows a short text whole", () => {
    expect(written(excerptOf("just a few words", parseQuestion("few")))).toBe("just a [few] words");
  });

  it("cuts around the match, between words, with the cuts shown", () => {
    const excerpt = excerptOf(`${filler(80)} the needle here ${filler(80)}`, parseQuestion("needle"));
    const text = written(excerpt);
    expect(text).toMatch(/^…word7\d .* the \[needle\] here word0 .* word\d+…$/);
    expect(plain(excerpt).length).toBeLessThanOrEqual(202);
  });

  it("prefers where more matches lie together", () => {
    const text = `red ${filler(60)} green ${filler(60)} red and green ${filler(60)}`;
    expect(written(excerptOf(text, parseQuestion("red green")))).toContain("[red] and [green]");
  });

  it("shows the beginning where nothing matches", () => {
    expect(written(excerptOf(filler(100), parseQuestion("absent")))).toMatch(/^word0 word1 .*…$/);
  });

  it("stays within the text without spaces", () => {
    const excerpt = excerptOf(`${"x".repeat(500)}needle${"y".repeat(500)}`, parseQuestion("absent"));
    expect(plain(excerpt).length).toBeLessThanOrEqual(202);
  });

  it("comes with the hit: title whole, body cut, extra only where it alone matched", async () => {
    const index = testIndex([
      {
        id: "both",
        ticketId: "t1",
        title: "A needle",
        body: "In the haystack lies a needle.",
        extra: "tag",
        atEpochMs: 3,
      },
      { id: "extra", title: "Other", body: "Nothing.", extra: "needle@example.com", atEpochMs: 2 },
      { id: "bare", title: "needle", atEpochMs: 1 },
    ]);
    const hits = await searchIndex(sqliteReads(index.db), { text: "needle", limit: 10, offset: 0 });
    expect(hits.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: "bare", kind: "message", ticketId: null, title: [{ text: "needle", hit: true }], snippet: [] },
      {
        id: "both",
        kind: "message",
        ticketId: "t1",
        title: [
          { text: "A ", hit: false },
          { text: "needle", hit: true },
        ],
        snippet: [
          { text: "In the haystack lies a ", hit: false },
          { text: "needle", hit: true },
          { text: ".", hit: false },
        ],
      },
      {
        id: "extra",
        kind: "message",
        ticketId: null,
        title: [{ text: "Other", hit: false }],
        snippet: [
          { text: "needle", hit: true },
          { text: "@example.com", hit: false },
        ],
      },
    ]);
  });
});
