/**
 * A team of real processes over the real network, from one seed: devices work, and whichever process is killed in the middle of it, or sleeps for longer than its lease, in the end all hold the same, and what left the desk
 * left it once.
 */
import { afterAll, describe, expect, test } from "vitest";
import { freshDeskUrl } from "../../support/postgres/desk-url.ts";
import { planOf, type Shape } from "./plan.ts";
import { runProcesses } from "./run.ts";

/** `PIPEDESK_TEAM_KILL_SEEDS=50` for so many of each, `PIPEDESK_TEAM_KILL_FIRST=51` for those that follow; `npm run bench -- team-processes` goes through 50. What a process is just doing when it is killed is up to the machine: a seed that failed may have to be run a few times. */
const COUNT = Number(process.env["PIPEDESK_TEAM_KILL_SEEDS"] ?? "1");
const FIRST = Number(process.env["PIPEDESK_TEAM_KILL_FIRST"] ?? "1");
const SEEDS = Array.from({ length: COUNT }, (_, index) => FIRST + index);
const TIMEOUT_MS = 180_000;

const COUNTED = ["kills", "sleeps", "operations", "mails", "calls", "superseded", "unsure"] as const;
const figures = { seeds: 0, kills: 0, sleeps: 0, operations: 0, mails: 0, calls: 0, superseded: 0, unsure: 0 };
afterAll(() => {
  if (process.env["PIPEDESK_TEAM_KILL_SEEDS"] !== undefined) console.log(JSON.stringify(figures));
});

async function expectNothingWrong(seed: number, shape: Shape, databaseUrl: string | null): Promise<void> {
  const { findings, ...counts } = await runProcesses(planOf(seed, shape), shape, databaseUrl);
  figures.seeds += 1;
  for (const name of COUNTED) figures[name] += counts[name];
  expect(findings).toEqual([]);
}

describe("[H2] [H3] [H4] a team of processes, of which any is killed at any moment, ends equal, and nothing went out twice", () => {
  test.each(SEEDS)(
    "seed %i: a server over SQLite and two devices",
    (seed) => expectNothingWrong(seed, { servers: 1, devices: 2 }, null),
    TIMEOUT_MS,
  );

  test.each(SEEDS)(
    "seed %i: two server processes over PostgreSQL and two devices",
    async (seed) => expectNothingWrong(seed, { servers: 2, devices: 2 }, await freshDeskUrl()),
    TIMEOUT_MS,
  );
});
