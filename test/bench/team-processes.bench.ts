import { planOf, type Shape } from "../simulation/team-processes/plan.ts";
import { runProcesses } from "../simulation/team-processes/run.ts";
import { freshDeskUrl } from "../support/postgres/desk-url.ts";
import postgresForRun from "../support/postgres/global.ts";
import type { BenchRow } from "./bench-row.ts";
import { seedRows, seedsOf, type SeedOutcome } from "./team/seed-rows.ts";

/** H2–H4: real processes of a team, killed at any moment. `PIPEDESK_TEAM_KILL_SEEDS=10` for so many on each database, `PIPEDESK_TEAM_KILL_FIRST=51` for those that follow. */
export async function measure(): Promise<BenchRow[]> {
  const seeds = seedsOf("PIPEDESK_TEAM_KILL", { seeds: 50 });
  const stopPostgres = postgresForRun();
  try {
    return [
      ...(await seedRows("a team of processes on SQLite", seeds, (seed) =>
        outcomeOf(seed, { servers: 1, devices: 2 }, null),
      )),
      ...(await seedRows("a team of processes on PostgreSQL, two servers", seeds, async (seed) =>
        outcomeOf(seed, { servers: 2, devices: 2 }, await freshDeskUrl()),
      )),
    ];
  } finally {
    await stopPostgres();
  }
}

async function outcomeOf(seed: number, shape: Shape, databaseUrl: string | null): Promise<SeedOutcome> {
  const { findings, ...counts } = await runProcesses(planOf(seed, shape), shape, databaseUrl);
  return { findings, counts };
}
