import { describe, expect, test } from "vitest";
import { linkify } from "#renderer/features/ticket/text/linkify.ts";
import { formatDuration, formatSize } from "#renderer/components/format-amounts.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { quoteBlocks, splitQuoted } from "#renderer/features/ticket/text/quoted-text.ts";

describe("quoted text", () => {
  test("what follows the new words is folded below them", () => {
    const text = "Thank you!\r\n\r\nOn Monday Anna wrote:\r\n> Hello  \r\n> there\r\n";
    expect(splitQuoted(text, "Thank you!")).toEqual({
      visible: "Thank you!",
      rest: "On Monday Anna wrote:\n> Hello\n> there",
      placement: "below",
    });
  });

  test("an answer between the lines is shown alone, and the whole text instead of it", () => {
    const text = "> When?\nOn Friday.\n> Where?\nHere.";
    expect(splitQuoted(text, "On Friday.\nHere.")).toEqual({
      visible: "On Friday.\nHere.",
      rest: text,
      placement: "instead",
    });
  });

  test.each([
    ["Hello", "Hello"],
    ["Hello\n\n", "Hello"],
    ["> only history", ""],
  ])("%j has nothing to fold", (text, visible) => {
    expect(splitQuoted(text, visible).rest).toBe("");
  });

  test("lines of one depth stand together, without their marks", () => {
    expect(quoteBlocks("Yes.\n> No?\n>> Why?\n> > Because\n>   indented\nEnd")).toEqual([
      { depth: 0, text: "Yes." },
      { depth: 1, text: "No?" },
      { depth: 2, text: "Why?\nBecause" },
      { depth: 1, text: "  indented" },
      { depth: 0, text: "End" },
    ]);
  });
});

describe("links in plain text", () => {
  test.each([
    [
      "See https://example.com/a_(b)?c=1#d.",
      [{ text: "See " }, link("https://example.com/a_(b)?c=1#d"), { text: "." }],
    ],
    ["(https://example.com/a)", [{ text: "(" }, link("https://example.com/a"), { text: ")" }]],
    ["<https://example.com>", [{ text: "<" }, link("https://example.com"), { text: ">" }]],
    ["www.example.com!", [link("www.example.com", "https://www.example.com"), { text: "!" }]],
    [
      "write to a.b+c@example.co.uk, please",
      [{ text: "write to " }, link("a.b+c@example.co.uk", "mailto:a.b+c@example.co.uk"), { text: ", please" }],
    ],
    ["javascript:alert(1) data:text/html,x", [{ text: "javascript:alert(1) data:text/html,x" }]],
    ["nothing here", [{ text: "nothing here" }]],
    ["", []],
  ])("%j", (text, pieces) => {
    expect(linkify(text)).toEqual(pieces);
  });

  test("joined again the pieces are the text", () => {
    const text = "a https://x.example)))) b@c.example www.x.y,,, ((https://z.example/(q)))";
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
});

function link(text: string, href: string = text) {
  return { text, href };
}

describe("formats", () => {
  const noon = new Date(2026, 4, 20, 12, 0).getTime();

  test.each([
    [new Date(2026, 4, 20, 9, 5), "9:05 AM"],
    [new Date(2026, 0, 3, 9, 5), "Jan 3, 9:05 AM"],
    [new Date(2024, 0, 3, 9, 5), "Jan 3, 2024, 9:05 AM"],
  ])("%s is told as %j", (date, expected) => {
    expect(formatMoment(date.getTime(), noon, "en").replaceAll("\u202f", " ")).toBe(expected);
  });

  test("a date that no calendar has is told as its number", () => {
    expect(formatMoment(9e15, noon, "en")).toBe("9000000000000000");
  });

  test.each([
    [0, "0 byte"],
    [999, "999 byte"],
    [1_000, "1 kB"],
    [2_440_000, "2.4 MB"],
    [240_000_000, "240 MB"],
    [3_200_000_000_000, "3,200 GB"],
  ])("%d bytes are %j", (bytes, expected) => {
    expect(formatSize(bytes, "en")).toBe(expected);
  });

  test.each([
    [30_000, "0 min"],
    [12 * 60_000, "12 min"],
    [3 * 3_600_000, "3 hr"],
    [3 * 3_600_000 + 60_000, "3 hr 1 min"],
    [26 * 3_600_000, "1 day 2 hr"],
    [48 * 3_600_000, "2 days"],
    [-5, "0 min"],
  ])("%d ms are %j", (ms, expected) => {
    expect(formatDuration(ms, "en")).toBe(expected);
  });
});
