import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Board,
  compareCards,
  NEW_BOARD,
  NEW_COLUMN,
  withCards,
  withHeld,
  withLoad,
  withOnlyColumns,
  withoutHeld,
  withPage,
  withReach,
} from "#renderer/state/columns.ts";
import { MAX_ROWS_BEYOND_REACH, ROWS_KEPT_BEYOND_REACH } from "#renderer/state/limits.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import { card, CLOSED, NEW, ticketId, WAITING } from "../cards.ts";

const EMPTY = NEW_BOARD;
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
    expect(board.columns.get(NEW)).toEqual({ ...NEW_COLUMN, ids: ["b", "a"], nextCursor: "next" });
  });

  test("the next page goes on behind the one before", () => {
    const board = loaded(NEW, [card("b", 20)], null, loaded(NEW, [card("c", 30)], "next"));
    expect(board.columns.get(NEW)).toEqual({ ...NEW_COLUMN, ids: ["c", "b"], nextCursor: null });
  });

  test("a card that was already known is not doubled by its page", () => {
    const board = withCards(loaded(NEW, [card("b", 20)], null), [card("a", 10)]);
    expect(idsIn(loaded(NEW, [card("b", 20), card("a", 10)], null, board), NEW)).toEqual(["b", "a"]);
  });

  test("cards that the feed told while the page was on its way are not overwritten by it", () => {
    const board = withCards(loaded(WAITING, [], null, loaded(NEW, [], null)), [card("a", 50, { stageId: WAITING })]);
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
        expect([...board.cards.values()].toSorted(compareCards)).toEqual([...truth.values()].toSorted(compareCards));
      }),
    );
  });
});

describe("what a window lets go", () => {
  const many = (count: number, newestAtEpochMs = count) =>
    Array.from({ length: count }, (_, index) => card(`t${newestAtEpochMs - index}`, newestAtEpochMs - index));
  const known = (board: Board) => [...board.cards.keys()].toSorted();

  test("a card that no column shows, as soon as it has left or was told", () => {
    const board = loaded(NEW, [card("b", 20), card("a", 10)], "next");
    const after = withCards(board, [
      card("a", 30, { stageId: CLOSED }),
      card("other", 40, { stageId: CLOSED }),
      card("old", 1),
    ]);
    expect(known(after)).toEqual(["b"]);
  });

  test("not the card of a ticket that a screen shows, until it shows it no more", () => {
    const held = withHeld(loaded(NEW, [card("a", 10)], null), ticketId("a"));
    const moved = withCards(held, [card("a", 30, { stageId: CLOSED })]);
    expect([known(moved), moved.cards.get(ticketId("a"))?.stageId, known(withoutHeld(moved, ticketId("a")))]).toEqual([
      ["a"],
      CLOSED,
      [],
    ]);
  });

  test("the columns of another board, with their cards", () => {
    const both = loaded(WAITING, [card("z", 30, { stageId: WAITING })], null, loaded(NEW, [card("a", 5)], null));
    const after = withOnlyColumns(both, new Set([WAITING]));
    expect([[...after.columns.keys()], known(after)]).toEqual([[WAITING], ["z"]]);
    expect(withOnlyColumns(after, new Set([WAITING, CLOSED]))).toBe(after);
  });

  test("what came into a column far beyond where the person has looked; it goes on behind the last that is left", () => {
    const before = withReach(loaded(NEW, many(60), "next"), NEW, 70);
    const brimful = withCards(before, many(MAX_ROWS_BEYOND_REACH + 60, 10_000));
    expect(idsIn(brimful, NEW)?.length).toBe(MAX_ROWS_BEYOND_REACH + 120);
    const cut = withCards(brimful, [card("newest", 20_000)]);
    const ids = idsIn(cut, NEW) ?? [];
    const last = cut.cards.get(ids.at(-1) ?? ticketId(""));
    expect([ids.length, ids[0], known(cut)]).toEqual([ROWS_KEPT_BEYOND_REACH + 120, "newest", ids.toSorted()]);
    expect(cut.columns.get(NEW)?.nextCursor).toEqual({ atEpochMs: last?.lastActivityAtEpochMs, id: last?.id });
    // What was let go comes back with its page.
    expect(idsIn(loaded(NEW, [card("t1", 1)], null, cut), NEW)?.at(-1)).toBe("t1");
  });

  test("nothing while a page is on its way, which goes on from where the column ended", () => {
    const loading = withLoad(loaded(NEW, [], null), NEW, { kind: "loading" });
    expect(idsIn(withCards(loading, many(MAX_ROWS_BEYOND_REACH + 1)), NEW)?.length).toBe(MAX_ROWS_BEYOND_REACH + 1);
  });
});
