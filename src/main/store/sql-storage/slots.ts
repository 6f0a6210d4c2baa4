import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** A JavaScript test that a statement calls back into; it stands in a statement's parameters and is bound as a number. */
export class SlotParam {
  readonly test: (value: string) => boolean;

  constructor(test: (value: string) => boolean) {
    this.test = test;
  }
}

export type QueryParam = SQLInputValue | SlotParam;

/** Thrown from inside a sort key that SQL can't order as RxDB does; the query is then sorted outside SQL. */
export class UnsortableValue extends Error {
  override readonly name = "UnsortableValue";
}

/**
 * The functions a statement may call back into. A statement's text must not change from query to query (the statement cache
 * lives by it), so a test isn't named in the text: it is put in a numbered slot for as long as the statement runs.
 */
export class SlotRegistry {
  readonly #tests = new Map<number, (value: string) => boolean>();
  #next = 1;

  constructor(db: DatabaseSync) {
    db.function("rx_test", { deterministic: true }, (slot, value) => {
      const test = this.#tests.get(Number(slot));
      return test !== undefined && test(String(value)) ? 1 : 0;
    });
    db.function("rx_unsortable", { deterministic: true }, () => {
      throw new UnsortableValue();
    });
  }

  /** Binds `params` for the duration of `work`. */
  bound<Result>(params: readonly QueryParam[], work: (values: SQLInputValue[]) => Result): Result {
    const { values, slots } = this.bind(params);
    try {
      return work(values);
    } finally {
      this.release(slots);
    }
  }

  /** For cursors, which outlive one call: the caller gives the slots back with `release`. */
  bind(params: readonly QueryParam[]): { values: SQLInputValue[]; slots: number[] } {
    const slots: number[] = [];
    const values = params.map((param) => {
      if (!(param instanceof SlotParam)) return param;
      const slot = this.#next++;
      this.#tests.set(slot, param.test);
      slots.push(slot);
      return slot;
    });
    return { values, slots };
  }

  release(slots: readonly number[]): void {
    for (const slot of slots) this.#tests.delete(slot);
  }
}
