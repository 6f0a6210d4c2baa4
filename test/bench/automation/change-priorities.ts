import { changeProperties } from "#main/desk/ticket-changes/change-properties.ts";
import { draftOf } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { Core } from "#main/core.ts";
import { ticketIdOf } from "./desk-of.ts";
import { inOnePiece } from "./store-access.ts";

/** As an import or a change of many tickets does it: all in one piece of work. */
export async function changePriorities(core: Core, count: number, tickets: number): Promise<void> {
  const { context } = core;
  await inOnePiece(core, async (batch) => {
    const ids = Array.from({ length: count }, (_, at) => ticketIdOf((at * 104_729) % tickets));
    await batch.tickets.load(ids);
    for (const id of ids) {
      const ticket = await batch.tickets.get(id);
      if (!ticket) throw new Error(`There is no ticket ${id}.`);
      const draft = draftOf(ticket, {
        atEpochMs: context.clock.nowEpochMs(),
        cause: { kind: "user", userId: core.owner() },
        depth: 0,
        nextStamp: () => context.nextStamp(),
      });
      changeProperties(draft, { priority: ticket.priority === "urgent" ? "medium" : "urgent" });
      await batch.change(draft);
    }
  });
}
