import type { BenchRow } from "../bench-row.ts";

export type SeedOutcome = {
  readonly findings: readonly string[];
  /** How much of what is looked for there was: kills, mails … */
  readonly counts?: Readonly<Record<string, number>>;
};

/** The seeds that the environment asks for: `NAME_SEEDS` many from `NAME_FIRST`. */
export function seedsOf(name: string, fallback: { readonly seeds: number }): number[] {
  const first = Number(process.env[`${name}_FIRST`] ?? 1);
  return Array.from({ length: Number(process.env[`${name}_SEEDS`] ?? fallback.seeds) }, (_, index) => first + index);
}

/** Goes through the seeds, tells each that found something wrong on stderr, and sums up: a promise is that none does. */
export async function seedRows(
  what: string,
  seeds: readonly number[],
  run: (seed: number) => Promise<SeedOutcome>,
): Promise<BenchRow[]> {
  const startedAtMs = performance.now();
  const sums = new Map<string, number>();
  const failed: number[] = [];
  for (const seed of seeds) {
    const { findings, counts = {} } = await run(seed).catch((error: unknown): SeedOutcome => ({
      findings: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }));
    for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count);
    if (findings.length === 0) continue;
    failed.push(seed);
    console.error(`${what}, seed ${seed}:\n${findings.join("\n")}`);
  }
  const seconds = (performance.now() - startedAtMs) / 1_000;
  const named = Array.from(sums, ([name, sum]) => `${sum} ${name}`).join(", ");
  const which = `${what}: ${seeds.length} seeds from ${seeds[0] ?? 1}${named === "" ? "" : ` with ${named}`}`;
  const without = { peer: "", peerValue: null, ratio: null };
  return [
    {
      name: `${which}, seeds that found a fault`,
      value: failed.length,
      unit: "seeds",
      ...without,
      budget: "none",
      met: failed.length === 0,
    },
    {
      name: `${what}: a seed`,
      value: seconds / Math.max(seeds.length, 1),
      unit: "s",
      ...without,
      budget: "",
      met: null,
    },
  ];
}
