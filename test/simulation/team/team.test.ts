/** Five devices and a server, in one process and from one seed: whatever is lost, doubled or late on the way, in the end all hold the same. */
import { describe, expect, test } from "vitest";
import { planOf } from "./plan.ts";
import { runPlan } from "./run.ts";

/** `npm run bench -- team-seeds` goes through 1 000. */
const SEEDS = Number(process.env["PIPEDESK_TEAM_SEEDS"] ?? 8);
const FIRST = Number(process.env["PIPEDESK_TEAM_FIRST"] ?? 1);
const LENGTH = 80;

/** Of a thousand: one undid a merge at the server, which set off a workflow there; in the other a desk was put back within a millisecond. */
const FOUND = [426, 700] as const;

describe("[H3] all devices end in the same state whatever the order in which they sync", () => {
  test.each(Array.from({ length: SEEDS }, (_, index) => FIRST + index))("seed %i", async (seed) => {
    expect(await runPlan(planOf(seed, LENGTH))).toEqual([]);
  });

  test.each(FOUND)("seed %i, which found something once", async (seed) => {
    expect(await runPlan(planOf(seed, LENGTH))).toEqual([]);
  });
});
