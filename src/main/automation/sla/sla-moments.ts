import { setImmediate as nextTurn } from "node:timers/promises";
import type { TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { contained } from "#main/desk/contained.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { scanTickets } from "#main/store/scan.ts";
import { TICKETS_A_READ } from "../limits.ts";
import type { DueSource } from "../scheduler.ts";
import { createTicketMoments, type TicketMoment } from "../ticket-moments.ts";

const WAKE_AT = "sla.wakeAtEpochMs";

/**
 * Tells of warnings and of times that are over, each exactly then (F2). Every ticket's clock says when it has something to tell next; that it was told stands in the ticket itself, in the
 * commit that tells it, so that nothing is told twice and what came due while the desk was off is told at its start.
 */
export function createSlaMoments(context: DeskContext): DueSource<TicketMoment> {
  const { store, setup, clock, log } = context;
  const { note, earliest, together, postpone } = createTicketMoments();
  let listener: () => void = () => undefined;
  let unsubscribe: () => void = () => undefined;
  let isOpen = false;

  const wakeAtOf = ({ sla }: Ticket) => sla?.wakeAtEpochMs ?? null;

  /** Tickets that change meanwhile are noted as they are then. */
  async function readAll(changed: ReadonlySet<TicketId>): Promise<void> {
    for (let afterRow = 0; isOpen;) {
      const rows = await scanTickets(store.sql, {
        afterRow,
        limit: TICKETS_A_READ,
        numbers: [WAKE_AT],
        stageIds: null,
      });
      const last = rows.at(-1);
      if (!last) return;
      afterRow = last.row;
      for (const row of rows) if (!changed.has(row.id)) note(row.id, row.number(WAKE_AT));
      await nextTurn();
    }
  }

  return {
    async open() {
      isOpen = true;
      let changed: Set<TicketId> | null = new Set();
      const subscription = store.tickets.changes.subscribe(
        contained(log, "when clocks of tickets have something to tell", (tickets) => {
          for (const ticket of tickets) {
            changed?.add(ticket.id);
            note(ticket.id, wakeAtOf(ticket));
          }
          listener();
        }),
      );
      unsubscribe = () => subscription.unsubscribe();
      // A desk without policies has no clocks: a hundred thousand tickets are not read for nothing.
      if (setup.all("sla-policy").length > 0) await readAll(changed);
      changed = null;
    },
    earliest,
    together,
    postpone,
    async run({ ticketId }) {
      await context.queue.run(async () => {
        const nowEpochMs = clock.nowEpochMs();
        await context.host.requireHost();
        const piece = createPieceOfWork(context);
        const ticket = await piece.tickets.get(ticketId);
        const wakeAtEpochMs = ticket && wakeAtOf(ticket);
        if (wakeAtEpochMs === null || wakeAtEpochMs > nowEpochMs) return note(ticketId, wakeAtEpochMs);
        await context.automations.tellSla(piece, ticketId, nowEpochMs);
        await piece.flush();
      });
    },
    onChange: (next) => void (listener = next),
    async close() {
      isOpen = false;
      unsubscribe();
    },
  };
}
