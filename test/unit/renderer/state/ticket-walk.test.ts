import { expect, test } from "vitest";
import { NEW_BOARD, NEW_COLUMN, type Board } from "#renderer/state/columns.ts";
import { placeIn, walkWith } from "#renderer/state/ticket-walk.ts";
import { StageId, TicketId } from "#shared/model/ids.ts";

const ids = (...names: string[]) => names.map((name) => TicketId.parse(name));
const [a, b, c] = ids("a", "b", "c");
if (a === undefined || b === undefined || c === undefined) throw new TypeError("Three tickets.");

const board = (...columns: TicketId[][]): Board => ({
  ...NEW_BOARD,
  columns: new Map(columns.map((column, index) => [StageId.parse(`s${index}`), { ...NEW_COLUMN, ids: column }])),
});

test("next and previous follow the column from which the ticket was opened, though tickets move meanwhile", () => {
  const walk = walkWith(null, b, board([a, b, c]));
  expect([placeIn(walk, b), placeIn(walk, a), placeIn(walk, c)]).toEqual([
    { previous: a, next: c, place: 2, total: 3 },
    { previous: null, next: b, place: 1, total: 3 },
    { previous: b, next: null, place: 3, total: 3 },
  ]);
  // It was answered: it stands in another column now.
  expect(walkWith(walk, c, board([a, c], [b]))).toBe(walk);
});

test("a ticket of another list begins another walk; one of no list has none", () => {
  const walk = walkWith(null, a, board([a], [b, c]));
  expect(walkWith(walk, b, board([a], [b, c]))?.ids).toEqual([b, c]);
  expect(placeIn(walkWith(walk, c, board([a])), c)).toEqual({ previous: null, next: null, place: 0, total: 0 });
});
