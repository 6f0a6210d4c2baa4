import { describe, expect, test } from "vitest";
import { stageBeside, walk, type Direction } from "#renderer/features/board/board-keys.ts";
import { type Board, NEW_BOARD, withPage } from "#renderer/state/columns.ts";
import { card, CLOSED, NEW, pipeline, ticketId, WAITING } from "../../cards.ts";

const STAGES = pipeline().stages;

/** New: n3 n2 n1; Waiting is empty; Closed: c1. */
const BOARD = (
  [
    [NEW, [card("n3", 3), card("n2", 2), card("n1", 1)]],
    [WAITING, []],
    [CLOSED, [card("c1", 1, { stageId: CLOSED })]],
  ] as const
).reduce<Board>((board, [stage, items]) => withPage(board, stage, { items, nextCursor: null }, () => false), NEW_BOARD);

const go = (from: string | null, direction: Direction) =>
  walk(BOARD, STAGES, from === null ? null : ticketId(from), direction);

describe("walking on the board", () => {
  test("up and down stay in the column and end at its ends", () => {
    expect([
      go("n2", "up"),
      go("n2", "down"),
      go("n3", "up"),
      go("n1", "down"),
      go("n2", "first"),
      go("n2", "last"),
    ]).toEqual(["n3", "n1", null, null, "n3", "n1"]);
  });

  test("left and right pass over empty columns and keep the place as far as the other column goes", () => {
    expect([go("n1", "right"), go("c1", "left"), go("n1", "left"), go("c1", "right")]).toEqual([
      "c1",
      "n3",
      null,
      null,
    ]);
  });

  test("from nowhere, or from a card that is gone, it begins at the first card", () => {
    expect([go(null, "down"), go("gone", "left")]).toEqual(["n3", "n3"]);
  });

  test("on an empty board there is nowhere to go", () => {
    expect(walk(NEW_BOARD, STAGES, null, "down")).toBe(null);
  });

  test("the stage beside is the next in the board's order, none at the edges", () => {
    const beside = (stageId: typeof NEW, step: -1 | 1) => stageBeside(STAGES, { stageId }, step)?.id;
    expect([beside(NEW, 1), beside(WAITING, -1), beside(NEW, -1), beside(CLOSED, 1)]).toEqual([
      WAITING,
      NEW,
      undefined,
      undefined,
    ]);
  });
});
