import type { TicketId } from "#shared/model/ids.ts";
import { MAX_GROUP_PIECES } from "#main/desk/limits.ts";
import { createDueQueue, type DueItem } from "./due-queue.ts";
import type { DueSource } from "./scheduler.ts";

export type TicketMoment = DueItem & { readonly ticketId: TicketId };

/** The next moment of each ticket that has one, as the scheduler asks for them. */
type TicketMoments = Required<Pick<DueSource<TicketMoment>, "earliest" | "together" | "postpone">> & {
  /** Null: it has none any longer. */
  readonly note: (ticketId: TicketId, wakeAtEpochMs: number | null) => void;
};

export function createTicketMoments(): TicketMoments {
  const moments = new Map<TicketId, TicketMoment>();
  const queue = createDueQueue<TicketMoment>((item) => moments.get(item.ticketId) === item);

  function note(ticketId: TicketId, wakeAtEpochMs: number | null): void {
    if (wakeAtEpochMs === null) moments.delete(ticketId);
    else if (moments.get(ticketId)?.wakeAtEpochMs !== wakeAtEpochMs) {
      const item = { id: ticketId, ticketId, wakeAtEpochMs };
      moments.set(ticketId, item);
      queue.push(item);
    }
  }

  return {
    note,
    earliest: () => queue.peek(),
    together(untilEpochMs) {
      let count = 0;
      return queue.first(({ wakeAtEpochMs }) => wakeAtEpochMs <= untilEpochMs && (count += 1) <= MAX_GROUP_PIECES);
    },
    postpone: ({ ticketId }, untilEpochMs) => note(ticketId, untilEpochMs),
  };
}
