import { describe, expect, test } from "vitest";
import { anchorOf, anchorShift } from "#renderer/features/board/column/scroll-anchor.ts";
import { ticketId } from "../../cards.ts";

const ids = (text: string) => Array.from(text, ticketId);
const ROW = 100;
/** What was on the screen, scrolled to the given row of `abcdefghij`. */
const at = (row: number) => anchorOf(ids("abcdefghij"), row * ROW, ROW);

describe("steady scrolling", () => {
  test("cards that come in above shift the content by their number", () => {
    expect(anchorShift(at(3), ids("xyabcdefghij"))).toBe(2);
  });

  test("cards that leave above shift it back", () => {
    expect(anchorShift(at(3), ids("cdefghij"))).toBe(-2);
  });

  test("what happens below shifts nothing", () => {
    expect(anchorShift(at(3), ids("abcdefxghi"))).toBe(0);
  });

  test("a visible card that leaves closes its gap from below", () => {
    expect(anchorShift(at(3), ids("abcefghij"))).toBe(0);
  });

  test("a visible card that jumps to the top, or down, leaves the others where they are", () => {
    expect([anchorShift(at(3), ids("dabcefghij")), anchorShift(at(3), ids("abcefghijd"))]).toEqual([0, -1]);
  });

  test("where nothing of what was seen is left there is nothing to hold on to", () => {
    expect([anchorShift(at(0), ids("xyz")), anchorShift(anchorOf([], 0, ROW), ids("x"))]).toEqual([0, 0]);
  });

  test("a place among rows that aren't loaded yet holds on to the last loaded one", () => {
    expect(anchorOf(ids("abc"), 50 * ROW, ROW)).toEqual({ index: 2, ids: ["c"] });
  });
});
