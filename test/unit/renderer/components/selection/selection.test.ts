import { expect, test } from "vitest";
import { extendedTo, keptOf, NOTHING_SELECTED, toggled } from "#renderer/components/selection/selection.ts";
import type { TicketId } from "#shared/model/ids.ts";

const id = (name: string): TicketId => name as TicketId;
const order = ["a", "b", "c", "d"].map((name) => id(name));

test("a ticket is picked and let go of", () => {
  const one = toggled(NOTHING_SELECTED, id("b"));
  expect(one).toEqual({ ids: new Set(["b"]), anchorId: "b" });
  expect(toggled(one, id("b"))).toEqual({ ids: new Set(), anchorId: "b" });
});

test("a range is drawn from the anchor, to both sides, and keeps what was picked before", () => {
  const picked = toggled(toggled(NOTHING_SELECTED, id("a")), id("c"));
  expect(extendedTo(picked, id("d"), order)).toEqual({ ids: new Set(["a", "c", "d"]), anchorId: "c" });
  expect(extendedTo(picked, id("b"), order).ids).toEqual(new Set(["a", "b", "c"]));
});

test("without an anchor in the list the ticket alone is picked; one that the list has not changes nothing", () => {
  expect(extendedTo(NOTHING_SELECTED, id("b"), order)).toEqual({ ids: new Set(["b"]), anchorId: "b" });
  expect(extendedTo(NOTHING_SELECTED, id("z"), order)).toBe(NOTHING_SELECTED);
});

test("what the list no longer has is let go of", () => {
  const picked = toggled(toggled(NOTHING_SELECTED, id("a")), id("c"));
  expect(keptOf(picked, (kept) => kept !== "a").ids).toEqual(new Set(["c"]));
  expect(keptOf(picked, () => true)).toBe(picked);
});
