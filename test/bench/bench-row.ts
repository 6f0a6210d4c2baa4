/** One line of the bench table. */
export type BenchRow = {
  /** What is measured, with its size: `insert 100 000 documents`. */
  readonly name: string;
  /** null where it could not be measured; `peer` then says why. */
  readonly value: number | null;
  /** Unit of `value`, `peerValue` and `budget`: `documents/s`, `ms`. */
  readonly unit: string;
  /** What it is compared with in the same run; '' where there is no peer. */
  readonly peer: string;
  /** null where there is no peer. */
  readonly peerValue: number | null;
  /** `value / peerValue`; null where there is no peer. */
  readonly ratio: number | null;
  /** The promise in words, e.g. `≥ 0.4 × peer` or `< 5 ms`; '' for a figure that promises nothing. */
  readonly budget: string;
  /** null where there is no budget. */
  readonly met: boolean | null;
};

/**
 * What a file of this folder exports (`*.bench.ts`). The runner gives each file a process of its own, so that the caps and
 * the memory of one never touch another; the rows of one file may share what is costly to set up.
 */
export type BenchModule = { readonly measure: () => Promise<readonly BenchRow[]> };
