import { expect, test } from "vitest";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { UserId, type TicketId } from "#shared/model/ids.ts";
import type { TicketChange } from "#shared/model/ticket-change.ts";
import { openTestDesk } from "../../support/test-desk.ts";
import { filled, known, picker, randomOf, stateOf, ticketChange } from "./random-changes.ts";

/** `PIPEDESK_UNDO_SEEDS=10000`; `PIPEDESK_SEED=17` for that one alone. */
const SEEDS = Number(process.env["PIPEDESK_UNDO_SEEDS"] ?? "60");
const ONLY = process.env["PIPEDESK_SEED"];
const MAX_STEPS = 12;

test(
  `random changes of tickets, undone wholly, leave the desk as it was (${SEEDS} sequences)`,
  { timeout: SEEDS * 1_000 },
  async () => {
    const desk = await openTestDesk();
    try {
      const tickets = await filled(desk);
      const owner = UserId.parse("user-owner");
      const began = await known(desk);
      const before = await stateOf(desk, began);
      const done = new Map<string, number>();
      const seeds = ONLY === undefined ? Array.from({ length: SEEDS }, (_, seed) => seed) : [Number(ONLY)];
      for (const seed of seeds) {
        const random = randomOf(seed);
        const pick = picker(random);
        const undos: { readonly id: TicketId; readonly undo: TicketChange[] }[] = [];
        const told: string[] = [];
        for (let step = 0; step < 1 + Math.floor(random() * MAX_STEPS); step += 1) {
          desk.clock.nowEpochMs += 1_000;
          const id = pick(tickets);
          const change = await ticketChange(desk, pick, id, tickets, owner);
          try {
            const { undo } = await desk.client.tickets.change({ id, changes: [change] });
            if (undo.length > 0) undos.push({ id, undo });
            told.push(`${id.slice(-6)} ${JSON.stringify(change)}`);
            done.set(change.kind, (done.get(change.kind) ?? 0) + 1);
          } catch (error) {
            expect(errorCodeOf(error), `${seed}: ${JSON.stringify(change)} ${String(error)}`).toMatch(
              /PD_(?:INPUT_INVALID|DESK_NOT_FOUND|RULE_REFUSED)/u,
            );
          }
        }
        for (const { id, undo } of undos.toReversed()) {
          desk.clock.nowEpochMs += 1_000;
          try {
            await desk.client.tickets.change({ id, changes: undo });
          } catch (error) {
            throw new Error(`seed ${seed}: ${JSON.stringify(undo)} of ${id}\n${told.join("\n")}`, { cause: error });
          }
        }
        expect(await stateOf(desk, began), `seed ${seed}\n${told.join("\n")}`).toEqual(before);
      }
      if (ONLY === undefined) expect([...done.keys()].length, [...done.entries()].join(" ")).toBeGreaterThan(11);
    } finally {
      await desk.close();
    }
  },
);
