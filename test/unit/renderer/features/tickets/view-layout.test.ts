import { expect, test } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { foldKey, layoutOf, placesBetween, rowAt, rowOf } from "#renderer/features/tickets/view-layout.ts";
import { shiftOf } from "#renderer/features/tickets/use-steady-rows.ts";

const GROUPS = [
  { key: "urgent", count: 2 },
  { key: "low", count: 3 },
  { key: null, count: 1 },
];

test("without groups a row is the place in the list", () => {
  const layout = layoutOf(5, undefined, new Set());
  expect([layout.rows, rowAt(layout, 4), rowAt(layout, 5), rowOf(layout, 3)]).toEqual([
    5,
    { kind: "ticket", place: 4 },
    undefined,
    3,
  ]);
});

test("a group's head stands before its tickets; of a folded one it stands alone, and the places of the others stay", () => {
  const folded = new Set([foldKey({ key: "low", count: 3 })]);
  const layout = layoutOf(6, GROUPS, folded);
  const rows = Array.from({ length: layout.rows }, (_, row) => rowAt(layout, row));
  expect(rows.map((row) => (row?.kind === "head" ? row.group.key : row?.place))).toEqual([
    "urgent",
    0,
    1,
    "low",
    null,
    5,
  ]);
  expect([0, 1, 2, 3, 4, 5].map((place) => rowOf(layout, place))).toEqual([1, 2, null, null, null, 5]);
  expect(placesBetween(layout, 2, 5)).toEqual({ first: 1, last: 5 });
});

test("what is on the screen stays where most of it went; one that jumped takes nobody with it", () => {
  const id = (text: string) => TicketId.parse(text);
  const old = ["a", "b", "c", "d"].map((one, row) => ({ id: id(one), row }));
  const now = (order: readonly string[]) => (one: TicketId) => (order.includes(one) ? order.indexOf(one) : null);
  expect(shiftOf(old, now(["x", "y", "a", "b", "c", "d"]))).toBe(2);
  expect(shiftOf(old, now(["d", "a", "b", "c"]))).toBe(1);
  expect(shiftOf(old, now(["b", "c", "d"]))).toBe(0);
  expect(shiftOf(old, now([]))).toBe(0);
});
