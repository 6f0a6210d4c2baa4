import { createRouterClient } from "@orpc/server";
import type { DeskClient } from "#shared/contract/index.ts";
import type { Core } from "#main/core.ts";
import { inTurns } from "../peers/load.ts";
import { latenciesOf, secondsOf } from "../storage/measure.ts";
import { ticketIdOf } from "./desk-of.ts";

/** A person's changes, each a command of its own and on another ticket, in an order that no cache likes. */
export type Commands = {
  one(): Promise<void>;
  /** Sees to it that each command so far was a change that set off a run. @throws where one was not */
  check(): Promise<void>;
  /** Commands a second, so many waiting at once. */
  rate(count: number, atOnce: number): Promise<number>;
  medianMs(count: number): Promise<number>;
};

export function createCommands(core: Core, tickets: number): Commands {
  const client: DeskClient = createRouterClient(core.router, { context: { userId: core.owner() } });
  const { runs } = core.context.store;
  let turn = 0;
  const one = async () => {
    turn += 1;
    const id = ticketIdOf((turn * 7_919) % tickets);
    // Where all had their turn, each gets the other of the two.
    const isHigh = (turn + Math.floor(turn / tickets)) % 2 === 0;
    await client.tickets.update({ id, priority: isHigh ? "high" : "low" });
  };
  return {
    one,
    check: async () => {
      const done = await runs.count({ status: "done" });
      if (done < turn) throw new Error(`Only ${done} runs came of ${turn} changes.`);
    },
    rate: async (count, atOnce) => count / (await secondsOf(() => inTurns(count, atOnce, one))),
    medianMs: async (count) => (await latenciesOf(count, one)).medianMs,
  };
}
