import { describe, expect, test } from "vitest";
import { OutboxItemId, TicketId } from "#shared/model/ids.ts";
import { OutboxState, type OutboxItem } from "#shared/model/outbox-item.ts";
import { nextInOrder, waitsFor } from "#shared/rules/outbox/next-in-order.ts";
import { NOW, outboxItem } from "./items.ts";

function item(id: string, ticket: string | null, stamp: number, changes: Partial<OutboxItem> = {}): OutboxItem {
  return outboxItem({
    id: OutboxItemId.parse(id),
    ticketId: ticket === null ? null : TicketId.parse(ticket),
    stamp: `00000000${stamp}-0000-a`,
    ...changes,
  });
}
const ids = (items: readonly OutboxItem[]) => items.map(({ id }) => id);

describe("[H1] order per ticket", () => {
  test("what was written first goes first; tickets do not wait for each other, nor mail without one", () => {
    const items = [item("d", null, 4), item("c", "t", 3), item("b", "u", 2), item("a", "t", 1), item("e", null, 5)];
    expect(ids(nextInOrder(items, NOW))).toEqual(["a", "b", "d", "e"]);
  });

  test.each(OutboxState.options)("behind a %s one", (state) => {
    const items = [item("a", "t", 1, { state }), item("b", "t", 2)];
    const blocks = ["queued", "held", "sending"].includes(state);
    expect(ids(nextInOrder(items, NOW))).toEqual(state === "queued" ? ["a"] : blocks ? [] : ["b"]);
  });

  test("a mail put off until later holds nobody up before its time, and comes in its turn then", () => {
    const later = item("a", "t", 1, { scheduled: true, notBeforeEpochMs: NOW + 10 });
    const items = [later, item("b", "t", 2)];
    expect([ids(nextInOrder(items, NOW)), ids(nextInOrder(items, NOW + 10))]).toEqual([["b"], ["a"]]);
  });

  test("[D7] what a workflow wrote and the caps hold keeps nobody's answer back", () => {
    const items = [item("a", "t", 1, { state: "held", automatic: true }), item("b", "t", 2)];
    expect([ids(nextInOrder(items, NOW)), items.map((one) => waitsFor(one, items, NOW))]).toEqual([
      ["b"],
      [null, null],
    ]);
  });

  test("the undo window of an earlier mail holds the later one", () => {
    const items = [item("a", "t", 1, { notBeforeEpochMs: NOW + 10 }), item("b", "t", 2)];
    expect(ids(nextInOrder(items, NOW))).toEqual(["a"]);
  });

  test("mail of one stamp keeps the order of its making", () => {
    const items = [item("b", "t", 1, { createdAtEpochMs: 2 }), item("a", "t", 1, { createdAtEpochMs: 3 })];
    expect(ids(nextInOrder(items, NOW))).toEqual(["b"]);
  });

  test("each mail tells which one it waits for: the one right before it", () => {
    const items = [item("a", "t", 1, { state: "held" }), item("b", "t", 2), item("c", "t", 3), item("x", null, 4)];
    expect(items.map((one) => waitsFor(one, items, NOW)?.id ?? null)).toEqual([null, "a", "b", null]);
  });
});
