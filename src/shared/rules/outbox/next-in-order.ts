import type { OutboxItem } from "../../model/outbox-item.ts";

/** What the order is made of. */
export type OrderedItem = Pick<
  OutboxItem,
  "id" | "ticketId" | "state" | "stamp" | "createdAtEpochMs" | "scheduled" | "notBeforeEpochMs" | "automatic"
>;

const BLOCKING: ReadonlySet<OutboxItem["state"]> = new Set(["queued", "held", "sending"]);

/**
 * H1: what goes out in order on one ticket. What still waits holds back the later ones; what failed, or may have been sent, waits for a person
 * and must not keep the customer from the next answer. A mail that a person put off until a later day is not yet in the line: an answer
 * written today does not wait for it. Nor does a person's answer wait for what a workflow wrote and the caps of D7 hold.
 */
function isInLine(item: OrderedItem, nowEpochMs: number): boolean {
  if (item.automatic && item.state === "held") return false;
  return BLOCKING.has(item.state) && !(item.scheduled && item.state === "queued" && item.notBeforeEpochMs > nowEpochMs);
}

function compare(a: OrderedItem, b: OrderedItem): number {
  if (a.stamp !== b.stamp) return a.stamp < b.stamp ? -1 : 1;
  return a.createdAtEpochMs - b.createdAtEpochMs || (a.id < b.id ? -1 : 1);
}

/**
 * The queued items that are first on their ticket, in the order in which they were written. Mail without a ticket waits for nothing.
 * @rule H1
 */
export function nextInOrder<Item extends OrderedItem>(openItems: readonly Item[], nowEpochMs: number): Item[] {
  const taken = new Set<string>();
  const next: Item[] = [];
  for (const item of openItems.toSorted(compare)) {
    if (!isInLine(item, nowEpochMs)) continue;
    if (item.ticketId !== null) {
      if (taken.has(item.ticketId)) continue;
      taken.add(item.ticketId);
    }
    if (item.state === "queued") next.push(item);
  }
  return next;
}

/** The item just before it on the same ticket that must go first; null where it is next. */
export function waitsFor<Item extends OrderedItem>(
  item: OrderedItem,
  openItems: readonly Item[],
  nowEpochMs: number,
): Item | null {
  if (item.ticketId === null || item.state !== "queued") return null;
  const before = openItems.filter(
    (other) => other.ticketId === item.ticketId && isInLine(other, nowEpochMs) && compare(other, item) < 0,
  );
  return before.toSorted(compare).at(-1) ?? null;
}
