/** The times that half and nine tenths of these kept: the nearest that occurred. */
export function durationsOf(allMs: readonly number[]): {
  readonly count: number;
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
} {
  const sorted = Float64Array.from(allMs).toSorted();
  const at = (share: number) => sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] ?? null;
  return { count: sorted.length, medianMs: at(0.5), p90Ms: at(0.9) };
}
