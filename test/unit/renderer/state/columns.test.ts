import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Board,
  compareCards,
  NEW_COLUMN,
  neighboursOf,
  withCards,
  withLoad,
  withPage,
} from "#renderer/state/columns.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import { card, CLOSED, NEW, ticketId, WAITING } from "../cards.ts";

const EMPTY: Board = { cards: new Map(), columns: new Map() };
const never = () => false;

/** A board on which one page of a stage was loaded. */
function loaded(
  stageId: TicketCard["stageId"],
  items: readonly TicketCard[],
  nextCursor: string | null,
  on: Board = EMPTY,
): Board {
  return withPage(on, stageId, { items, nextCursor }, never);
}

const idsIn = (board: Board, stageId: TicketCard["stageId"]) => board.columns.get(stageId)?.ids;

describe("columns", () => {
  test("a page fills its column in board order and keeps the cursor", () => {
    const board = loaded(NEW, [card("b", 20), card("a", 10)], "next");
    expect(board.columns.get(NEW)).toEqual({ ids: ["b", "a"], nextCursor: "next", load: { kind: "idle" } });
  });

  test("the next page goes on behind the one before", () => {
    const board = loaded(NEW, [card("b", 20)], null, loaded(NEW, [card("c", 30)], "next"));
    expect(board.columns.get(NEW)).toEqual({ ids: ["c", "b"], nextCursor: null, load: { kind: "idle" } });
  });

  test("a card that was already known is not doubled by its page", () => {
    const board = withCards(loaded(NEW, [card("b", 20)], null), [card("a", 10)]);
    expect(idsIn(loaded(NEW, [card("b", 20), card("a", 10)], null, board), NEW)).toEqual(["b", "a"]);
  });

  test("cards that the feed told while the page was on its way are not overwritten by it", () => {
    const board = withCards(loaded(NEW, [], null), [card("a", 50, { stageId: WAITING })]);
    const after = withPage(board, NEW, { items: [card("a", 10), card("b", 5)], nextCursor: null }, (id) => id === "a");
    expect({ ids: idsIn(after, NEW), stage: after.cards.get(ticketId("a"))?.stageId }).toEqual({
      ids: ["b"],
      stage: WAITING,
    });
  });

  test("a changed stage takes the card out of one column and puts it at its sorted place in the other", () => {
    const both = loaded(
      WAITING,
      [card("z", 30, { stageId: WAITING }), card("y", 10, { stageId: WAITING })],
      null,
      loaded(NEW, [card("a", 5), card("b", 4)], null),
    );
    const board = withCards(both, [card("a", 20, { stageId: WAITING })]);
    expect([idsIn(board, NEW), idsIn(board, WAITING)]).toEqual([["b"], ["z", "a", "y"]]);
  });

  test("new activity brings a card to the top of its own column", () => {
    const board = withCards(loaded(NEW, [card("c", 3), card("b", 2), card("a", 1)], null), [card("a", 9)]);
    expect(idsIn(board, NEW)).toEqual(["a", "c", "b"]);
  });

  test("a card beyond the loaded pages stays out until its page comes", () => {
    const board = withCards(loaded(NEW, [card("c", 30), card("b", 20)], "next"), [card("old", 10)]);
    expect(idsIn(board, NEW)).toEqual(["c", "b"]);
    expect(idsIn(loaded(NEW, [card("old", 10)], null, board), NEW)).toEqual(["c", "b", "old"]);
  });

  test("at the end of the stage the oldest card comes in too", () => {
    expect(idsIn(withCards(loaded(NEW, [card("c", 30)], null), [card("old", 10)]), NEW)).toEqual(["c", "old"]);
  });

  test("a stage that no board has shown gets no column", () => {
    const board = withCards(loaded(NEW, [card("a", 1)], null), [card("a", 2, { stageId: CLOSED })]);
    expect([...board.columns.keys()]).toEqual([NEW]);
  });

  test("of two cards with one time the id decides, always in the same way", () => {
    expect([card("a", 1), card("b", 1), card("c", 2)].toSorted(compareCards).map(({ id }) => id)).toEqual([
      "c",
      "b",
      "a",
    ]);
  });

  test("what a page failed with is told by its column", () => {
    const error = new Error("gone");
    expect(withLoad(EMPTY, NEW, { kind: "failed", error }).columns.get(NEW)).toEqual({
      ...NEW_COLUMN,
      load: { kind: "failed", error },
    });
  });

  test("neighbours are the cards above and below, none at the ends or out of any column", () => {
    const board = loaded(NEW, [card("c", 3), card("b", 2), card("a", 1)], null);
    expect(["c", "b", "a", "unknown"].map((id) => neighboursOf(board, ticketId(id)))).toEqual([
      { previous: null, next: "b" },
      { previous: "c", next: "a" },
      { previous: "b", next: null },
      { previous: null, next: null },
    ]);
  });

  test("whatever changes in whatever order, complete columns are what sorting all cards would give", () => {
    const change = fc.record({
      id: fc.integer({ min: 0, max: 12 }),
      at: fc.integer({ min: 0, max: 6 }),
      stage: fc.constantFrom(NEW, WAITING, CLOSED),
    });
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 30 }), (batches) => {
        let board = [NEW, WAITING, CLOSED].reduce((before, stage) => loaded(stage, [], null, before), EMPTY);
        const truth = new Map<string, TicketCard>();
        for (const batch of batches) {
          const cards = batch.map(({ id, at, stage }) => card(`t${id}`, at, { stageId: stage }));
          for (const each of cards) truth.set(each.id, each);
          board = withCards(board, cards);
        }
        for (const stage of [NEW, WAITING, CLOSED]) {
          const expected = [...truth.values()].filter(({ stageId }) => stageId === stage).toSorted(compareCards);
          expect(idsIn(board, stage)).toEqual(expected.map(({ id }) => id));
        }
      }),
    );
  });
});
