import { planOf } from "../simulation/team/plan.ts";
import { runPlan } from "../simulation/team/run.ts";
import type { BenchRow } from "./bench-row.ts";
import { seedRows, seedsOf } from "./team/seed-rows.ts";

const LENGTH = 80;

/** H3: the simulation of a team, over many more seeds than the tests go through. `PIPEDESK_TEAM_SEEDS=100` for so many, `PIPEDESK_TEAM_FIRST=1001` for those that follow. */
export function measure(): Promise<BenchRow[]> {
  const seeds = seedsOf("PIPEDESK_TEAM", { seeds: 1_000 });
  return seedRows("a team in one process", seeds, async (seed) => ({ findings: await runPlan(planOf(seed, LENGTH)) }));
}
