import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DeskClient } from "#shared/contract/index.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import { TicketId } from "#shared/model/ids.ts";
import { createViewList, idAt, loadedIds, placeOf } from "#renderer/state/view-list.ts";

type Asked = { readonly offset: number; readonly limit: number };

const cardOf = (id: string, subject = id) => ({ id: TicketId.parse(id), subject }) as TicketCard;

let order: string[];
let asked: number[];
beforeEach(() => {
  vi.useFakeTimers();
  order = Array.from({ length: 1_000 }, (_, at) => `t${at}`);
  asked = [];
});
afterEach(() => vi.useRealTimers());

function listOf() {
  const find = async ({ offset, limit }: Asked) => {
    asked.push(offset);
    return { items: order.slice(offset, offset + limit).map((id) => cardOf(id)), total: order.length, isExact: true };
  };
  const client = { tickets: { find } } as unknown as DeskClient;
  const filter = { match: "all" as const, parts: [] };
  return createViewList(client, { filter, sort: { column: "number", direction: "asc" }, grouping: null });
}

const changed = (...tickets: TicketCard[]) => ({ type: "changes", tickets }) as unknown as LiveEntry;

test("blocks are asked for as they come into sight, each once", async () => {
  const list = listOf();
  list.open();
  await vi.advanceTimersByTimeAsync(0);
  list.show(0, 30);
  list.show(190, 210);
  list.show(195, 215);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([0, 100, 200]);
  const state = list.store.getState();
  expect([state.total, idAt(state, 205), idAt(state, 999), placeOf(state, TicketId.parse("t110"))]).toEqual([
    1_000,
    "t205",
    undefined,
    110,
  ]);
  expect(loadedIds(state)).toHaveLength(300);
  list.close();
});

test("a change is painted at once and takes its place a moment later; what is not shown is asked for anew when it is", async () => {
  const list = listOf();
  list.open();
  await vi.advanceTimersByTimeAsync(0);
  list.show(150, 180);
  await vi.advanceTimersByTimeAsync(0);
  asked = [];
  order = ["new", ...order.filter((id) => id !== "t160")];
  list.onEntry(changed(cardOf("t160", "Changed")));
  list.onEntry(changed(cardOf("new")));
  expect(list.store.getState().cards.get(TicketId.parse("t160"))?.subject).toBe("Changed");
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([100]);
  expect([...list.store.getState().blocks.keys()]).toEqual([1]);
  expect(idAt(list.store.getState(), 161)).toBe("t161");
  list.close();
});

test("what comes back after the list was closed, or asked anew, changes nothing", async () => {
  const list = listOf();
  list.open();
  list.close();
  await vi.advanceTimersByTimeAsync(0);
  expect(list.store.getState().total).toBe(null);
});
