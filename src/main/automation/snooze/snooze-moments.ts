import type { TicketId } from "#shared/model/ids.ts";
import { UNTIL_ANSWERED_EPOCH_MS } from "#shared/model/ticket.ts";
import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import { contained } from "#main/desk/contained.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import { notify } from "#main/desk/notifications/notify.ts";
import { draftOf } from "#main/desk/ticket-changes/ticket-draft.ts";
import { wake } from "#main/desk/ticket-changes/wake.ts";
import { snoozedTickets } from "#main/store/snoozed-tickets.ts";
import type { DueSource } from "../scheduler.ts";
import { createTicketMoments, type TicketMoment } from "../ticket-moments.ts";

/**
 * Wakes snoozed tickets, each exactly when its time has come, and tells its owner, or who snoozed it. That it is awake stands in the ticket, in the commit that tells of it: nobody is
 * told twice, and what came due while the desk was off wakes at its start. A ticket in the trash wakes too, without a word.
 */
export function createSnoozeMoments(context: DeskContext): DueSource<TicketMoment> {
  const { store, clock, log } = context;
  const { note, earliest, together, postpone } = createTicketMoments();
  let listener: () => void = () => undefined;
  let unsubscribe: () => void = () => undefined;

  /** Null where no time wakes it. */
  const wakeAtOf = (untilEpochMs: number | null | undefined) =>
    untilEpochMs === UNTIL_ANSWERED_EPOCH_MS ? null : (untilEpochMs ?? null);

  return {
    async open() {
      const changed = new Set<TicketId>();
      let isRead = false;
      const subscription = store.tickets.changes.subscribe(
        contained(log, "when snoozed tickets wake", (tickets) => {
          for (const ticket of tickets) {
            if (!isRead) changed.add(ticket.id);
            note(ticket.id, wakeAtOf(ticket.snoozedUntilEpochMs));
          }
          listener();
        }),
      );
      unsubscribe = () => subscription.unsubscribe();
      for (const { id, untilEpochMs } of await snoozedTickets(store.sql))
        if (!changed.has(id)) note(id, wakeAtOf(untilEpochMs));
      isRead = true;
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
        const untilEpochMs = ticket && wakeAtOf(ticket.snoozedUntilEpochMs);
        if (ticket === null || untilEpochMs === null || untilEpochMs > nowEpochMs) return note(ticketId, untilEpochMs);
        const draft = draftOf(ticket, {
          atEpochMs: nowEpochMs,
          cause: { kind: "rule", rule: "snooze" },
          depth: 0,
          nextStamp: () => context.nextStamp(),
        });
        wake(draft);
        await piece.change(draft);
        const told = ticket.ownerId ?? ticket.snoozedByUserId ?? null;
        if (told !== null && !isOutOfTheWay(ticket))
          await notify(context, piece.inboxItems, told, {
            topic: "snooze-over",
            ticketId,
            outboxItemId: null,
            channelId: null,
            about: ticket.subject,
            detail: "",
            occasion: [ticketId, String(untilEpochMs)],
          });
        await piece.flush();
      });
    },
    onChange: (next) => void (listener = next),
    async close() {
      unsubscribe();
    },
  };
}
