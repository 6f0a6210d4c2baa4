import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { scenarioOf } from "./generate-scenario.ts";
import { newFigures, runScenario } from "./run-scenario.ts";
import type { Scenario } from "./scenario.ts";
import { shrink } from "./shrink.ts";

/** `PIPEDESK_SIMULATION_SEEDS=1000`, and `PIPEDESK_SIMULATION_FROM=1000` for those that follow. */
const SEEDS = Number(process.env["PIPEDESK_SIMULATION_SEEDS"] ?? "20");
const FROM = Number(process.env["PIPEDESK_SIMULATION_FROM"] ?? "1");

/** A failing one is run many times again to make it small. */
const TIMEOUT_MS = 300_000;

const figures = newFigures();

/** Fails with the smallest scenario that still differs, which can go into `pinned` as it is. */
async function agrees(scenario: Scenario): Promise<void> {
  const failure = await runScenario(scenario, figures);
  if (failure === null) return;
  const small = await shrink(scenario, async (candidate) => (await runScenario(candidate)) !== null);
  const left = (await runScenario(small)) ?? failure;
  throw new Error(
    `Seed ${scenario.seed}: desk and reference differ after operation ${left.operation}.\n${left.message}\n${JSON.stringify(small)}`,
  );
}

const PINNED = join(import.meta.dirname, "pinned");

test.each(readdirSync(PINNED))(
  "[F7] [F13] what once went wrong: %s",
  async (name) => {
    await expect(agrees(JSON.parse(readFileSync(join(PINNED, name), "utf8")) as Scenario)).resolves.toBeUndefined();
  },
  TIMEOUT_MS,
);

test.each(Array.from({ length: SEEDS }, (_, at) => FROM + at))(
  "[F7] [F13] seed %i: workflows, events, crashes and clock jumps end as the rules say",
  async (seed) => {
    await expect(agrees(scenarioOf(seed))).resolves.toBeUndefined();
  },
  TIMEOUT_MS,
);

afterAll(() => {
  if (process.env["PIPEDESK_SIMULATION_SEEDS"] === undefined) return;
  const points = Array.from(figures.points, ([point, count]) => `${point}: ${count}`).toSorted();
  console.log(
    `${figures.events} events, ${figures.runs} runs, ${figures.waits} waits that ended, ${figures.leftOut} scenarios left out, ${figures.crashes} crashes (${points.join(", ")})`,
  );
});
