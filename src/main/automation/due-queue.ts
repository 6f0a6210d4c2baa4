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
  let heap: Item[] = [];
  let rebuildAt = SMALL;

  function swap(a: number, b: number): void {
    const [first, second] = [heap[a], heap[b]];
    if (first === undefined || second === undefined) return;
    heap[a] = second;
    heap[b] = first;
  }

  function sink(from: number): void {
    for (let at = from; ;) {
      const smallest = smallestOf(heap, at);
      if (smallest === at) return;
      swap(at, smallest);
      at = smallest;
    }
  }

  function pop(): void {
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    sink(0);
  }

  function rebuild(): void {
    heap = heap.filter((item) => isValid(item));
    for (let at = (heap.length >> 1) - 1; at >= 0; at -= 1) sink(at);
    // Twice what is left: so each item pays for a constant share of the next time.
    rebuildAt = Math.max(SMALL, heap.length * 2);
  }

  function push(item: Item): void {
    if (heap.length >= rebuildAt) rebuild();
    heap.push(item);
    for (let at = heap.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      const [child, above] = [heap[at], heap[parent]];
      if (child === undefined || above === undefined || !isBefore(child, above)) return;
      swap(at, parent);
      at = parent;
    }
  }

  function peek(): Item | null {
    for (let first = heap[0]; first !== undefined; first = heap[0]) {
      if (isValid(first)) return first;
      pop();
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
        pop();
      }
      found.forEach(push);
      return found;
    },
    get size() {
      return heap.length;
    },
  };
}

function smallestOf(heap: readonly DueItem[], at: number): number {
  let best = at;
  for (const child of [2 * at + 1, 2 * at + 2]) {
    const [one, other] = [heap[child], heap[best]];
    if (one !== undefined && other !== undefined && isBefore(one, other)) best = child;
  }
  return best;
}

/** By time; the id decides between two of one millisecond, so that the order is always the same. */
function isBefore(a: DueItem, b: DueItem): boolean {
  return a.wakeAtEpochMs < b.wakeAtEpochMs || (a.wakeAtEpochMs === b.wakeAtEpochMs && a.id < b.id);
}
