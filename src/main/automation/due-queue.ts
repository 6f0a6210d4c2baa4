import TinyQueue from "tinyqueue";

/**
 * Things with a time, the earliest first: a binary heap. What was put in anew or is over stays in it until it comes up, and is passed over then; where such
 * things outnumber the others, the heap is built anew from those that count.
 */
export type DueQueue<Item extends DueItem> = {
  push(item: Item): void;
  /** The earliest that still counts; null where there is none. */
  peek(): Item | null;
  /** Those that still count, from the earliest on, as long as each is wanted. They stay in the queue. */
  first(isWanted: (item: Item) => boolean): Item[];
  /** With those that no longer count. */
  readonly size: number;
};

export type DueItem = { readonly wakeAtEpochMs: number; readonly id: string };

/** Below this many nothing is built anew. */
const SMALL = 1_024;

/** @param isValid whether an item still counts */
export function createDueQueue<Item extends DueItem>(isValid: (item: Item) => boolean): DueQueue<Item> {
  let queue = new TinyQueue<Item>([], byTime);
  let rebuildAt = SMALL;

  function rebuild(): void {
    queue = new TinyQueue(
      queue.data.filter((item) => isValid(item)),
      byTime,
    );
    // Twice what is left: so each item pays for a constant share of the next time.
    rebuildAt = Math.max(SMALL, queue.length * 2);
  }

  function push(item: Item): void {
    if (queue.length >= rebuildAt) rebuild();
    queue.push(item);
  }

  function peek(): Item | null {
    for (let first = queue.peek(); first !== undefined; first = queue.peek()) {
      if (isValid(first)) return first;
      queue.pop();
    }
    return null;
  }

  return {
    push,
    peek,
    first(isWanted) {
      const found: Item[] = [];
      for (let item = peek(); item !== null && isWanted(item); item = peek()) {
        found.push(item);
        queue.pop();
      }
      found.forEach(push);
      return found;
    },
    get size() {
      return queue.length;
    },
  };
}

/** By time; the id decides between two of one millisecond, so that the order is always the same. */
function byTime(a: DueItem, b: DueItem): number {
  if (a.wakeAtEpochMs !== b.wakeAtEpochMs) return a.wakeAtEpochMs - b.wakeAtEpochMs;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
