/** Things with a time, the earliest first: a binary heap. What was put in anew or is over stays in it until it comes up, and is passed over then. */
export type DueQueue<Item extends { readonly wakeAtEpochMs: number; readonly id: string }> = {
  push(item: Item): void;
  /** The earliest for which `isValid` holds; the others before it are dropped. */
  peek(isValid: (item: Item) => boolean): Item | null;
};

export function createDueQueue<Item extends { readonly wakeAtEpochMs: number; readonly id: string }>(): DueQueue<Item> {
  const heap: Item[] = [];
  const isBefore = (a: Item, b: Item) =>
    a.wakeAtEpochMs < b.wakeAtEpochMs || (a.wakeAtEpochMs === b.wakeAtEpochMs && a.id < b.id);

  function swap(a: number, b: number): void {
    const [first, second] = [heap[a], heap[b]];
    if (first === undefined || second === undefined) return;
    heap[a] = second;
    heap[b] = first;
  }

  function pop(): void {
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let at = 0; ;) {
      const smallest = [2 * at + 1, 2 * at + 2].reduce((best, child) => {
        const [one, other] = [heap[child], heap[best]];
        return one !== undefined && other !== undefined && isBefore(one, other) ? child : best;
      }, at);
      if (smallest === at) return;
      swap(at, smallest);
      at = smallest;
    }
  }

  return {
    push(item) {
      heap.push(item);
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        const [child, above] = [heap[at], heap[parent]];
        if (child === undefined || above === undefined || !isBefore(child, above)) return;
        swap(at, parent);
        at = parent;
      }
    },
    peek(isValid) {
      for (let first = heap[0]; first !== undefined; first = heap[0]) {
        if (isValid(first)) return first;
        pop();
      }
      return null;
    },
  };
}
