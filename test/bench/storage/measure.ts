import type { BenchRow } from "../bench-row.ts";

export async function secondsOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

/** Processor time of this process while the work is done, its worker threads with it: hardly differs with what else the machine does. */
export async function cpuSecondsOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

export type Latencies = { readonly medianMs: number; readonly p95Ms: number; readonly p99Ms: number };

/**
 * After a few runs that warm up caches and the compiler. Where runs differ by what they do, `takes` says how often each is
 * taken; its best take counts, since the others measure what else the machine did.
 */
export async function latenciesOf(runs: number, work: (run: number) => unknown, takes = 1): Promise<Latencies> {
  const times: number[] = [];
  const warmUps = Math.min(50, runs);
  for (let run = -warmUps; run < runs; run++) {
    let best = Number.POSITIVE_INFINITY;
    for (let take = 0; take < takes; take++) {
      const start = performance.now();
      await work(Math.abs(run));
      best = Math.min(best, performance.now() - start);
    }
    if (run >= 0) times.push(best);
  }
  return percentilesOf(times);
}

export function percentilesOf(timesMs: readonly number[]): Latencies {
  const at = (share: number): number => percentileOf(timesMs, share);
  return { medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

/** The value below which this share of the values lies; NaN of none. */
export function percentileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** A row with what follows from its figures. */
export function row(
  name: string,
  unit: string,
  value: number,
  peer: readonly [name: string, value: number] | null,
  budget: readonly [words: string, isMet: (value: number, ratio: number) => boolean] | null,
): BenchRow {
  const ratio = peer ? value / peer[1] : null;
  return {
    name,
    value,
    unit,
    peer: peer?.[0] ?? "",
    peerValue: peer?.[1] ?? null,
    ratio,
    budget: budget?.[0] ?? "",
    met: budget ? budget[1](value, ratio ?? Number.NaN) : null,
  };
}
