import fc from "fast-check";
import { expect, test } from "vitest";
import { createDueQueue } from "#main/automation/due-queue.ts";

type Item = { readonly id: string; readonly wakeAtEpochMs: number };

test("gives what counts in the order of the times, whatever was moved or taken out", () => {
  const operations = fc.array(
    fc.record({
      id: fc.integer({ min: 0, max: 20 }).map(String),
      at: fc.option(fc.integer({ min: 1, max: 50 }), { nil: null }),
    }),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(operations, (moves) => {
      const current = new Map<string, Item>();
      const queue = createDueQueue<Item>((item) => current.get(item.id) === item);
      for (const { id, at } of moves) {
        current.delete(id);
        if (at === null) continue;
        const item = { id, wakeAtEpochMs: at };
        current.set(id, item);
        queue.push(item);
      }
      const expected = Array.from(current.values()).toSorted(
        (a, b) => a.wakeAtEpochMs - b.wakeAtEpochMs || (a.id < b.id ? -1 : 1),
      );
      const given: Item[] = [];
      for (let first = queue.peek(); first; first = queue.peek()) {
        given.push(first);
        current.delete(first.id);
      }
      expect(given).toEqual(expected);
    }),
  );
});

test("does not grow by things that were moved", () => {
  const current = new Map<string, Item>();
  const queue = createDueQueue<Item>((item) => current.get(item.id) === item);
  for (let at = 0; at < 100_000; at += 1) {
    const item = { id: String(at % 100), wakeAtEpochMs: 1_000_000 - at };
    current.set(item.id, item);
    queue.push(item);
  }
  expect(queue.size).toBeLessThan(2_000);
  expect(queue.peek()).toEqual({ id: "99", wakeAtEpochMs: 900_001 });
});
