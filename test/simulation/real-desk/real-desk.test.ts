import { expect, test } from "vitest";
import { faultsOf } from "./check.ts";
import { play } from "./scenario.ts";

/** `PIPEDESK_SIMULATION_SEEDS=200`, and `PIPEDESK_SIMULATION_FROM=200` for those that follow. */
const COUNT = process.env["PIPEDESK_SIMULATION_SEEDS"];
const FROM = Number(process.env["PIPEDESK_SIMULATION_FROM"] ?? "1");
/** The whole archive, and one that has failed: a form's late copy, by a channel that knows of no form. */
const SEEDS = COUNT === undefined ? [1, 8] : Array.from({ length: Number(COUNT) }, (_, at) => FROM + at);

/** The first is of the size that was asked for; the others vary what matters: the order. */
const WHOLE_ARCHIVE = 2_000;
const SMALL_ARCHIVE = 60;
const TIMEOUT_MS = 300_000;

test.each(SEEDS)(
  "[D7] [D8] [D8b] seed %i: two channels, forms, groups, a colleague, a robot and an archive leave no customer without a ticket, and write to no machine and not to the past",
  async (seed) => {
    const world = await play({ seed, archiveMails: seed === 1 ? WHOLE_ARCHIVE : SMALL_ARCHIVE });
    try {
      expect(await faultsOf(world)).toEqual([]);
    } finally {
      await world.desk.close();
    }
  },
  TIMEOUT_MS,
);
