import { isDeepStrictEqual } from "node:util";
import type { Cause } from "#shared/model/cause.ts";
import type { Effect } from "#shared/model/effect.ts";
import type { TicketEvent, TicketEventBody } from "#shared/model/event.ts";
import { EventId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import { derivedId } from "../derived-ids.ts";

/** Where a change comes from. Everything that it does to the ticket is told with this cause unless a rule did it. */
export type ChangeOrigin = {
  readonly atEpochMs: number;
  readonly cause: Cause;
  /** Automatic changes that led to this one (F11). */
  readonly depth: number;
  readonly chainStartedAtEpochMs?: number;
  /**
   * What the ids of the events follow from, for work that may be done twice (ingest, workflow steps): the second time makes the same events.
   * Absent for what a person does: their events are told apart by their stamp.
   */
  readonly derivedFrom?: readonly string[];
  nextStamp(): string;
};

/**
 * One change of one ticket on its way to one write: the new values, their stamps and the events they cause.
 * `ticket` is the document to write.
 */
export type TicketDraft = {
  readonly ticket: Ticket;
  readonly origin: ChangeOrigin;
  readonly events: readonly TicketEvent[];
  /** Sets properties that differ from what they are; returns the names of those. */
  set(changes: Partial<Ticket>): string[];
  /** Adds an event to the ticket's pending ones. `cause` defaults to the origin's. */
  /** `effects`: what the event makes beside the ticket. */
  emit(body: TicketEventBody, cause?: Cause, effects?: readonly Effect[]): TicketEvent;
};

/** The id that a change with such an origin gives its event at that position, from 0: tells whether it was made already. */
export function derivedEventId(
  derivedFrom: readonly string[],
  ticketId: string,
  type: TicketEventBody["type"],
  position: number,
): EventId {
  return EventId.parse(derivedId("e", ...derivedFrom, ticketId, type, String(position)));
}

const TICKET_SETS: readonly string[] = COLLECTIONS.tickets.sets;

/** Tags and followers are sets: another order is no change, or it would set off workflows for nothing. */
function isSame(name: string, one: unknown, other: unknown): boolean {
  if (isDeepStrictEqual(one, other)) return true;
  if (!TICKET_SETS.includes(name) || !Array.isArray(one) || !Array.isArray(other)) return false;
  return isDeepStrictEqual(new Set<unknown>(one), new Set<unknown>(other));
}

export function draftOf(before: Ticket, origin: ChangeOrigin): TicketDraft {
  let ticket = before;
  const events: TicketEvent[] = [];

  const set = (changes: Partial<Ticket>): string[] => {
    const current = ticket as unknown as Record<string, unknown>;
    const differing = Object.entries(changes).filter(([name, value]) => !isSame(name, current[name], value));
    if (differing.length > 0) ticket = touch(ticket, Object.fromEntries(differing), origin.nextStamp(), TICKET_SETS);
    return differing.map(([name]) => name);
  };

  return {
    get ticket() {
      return ticket;
    },
    origin,
    events,
    set,
    emit(body, cause = origin.cause, effects = []) {
      const stamp = origin.nextStamp();
      const event: TicketEvent = {
        id: origin.derivedFrom
          ? derivedEventId(origin.derivedFrom, before.id, body.type, events.length)
          : EventId.parse(derivedId("e", before.id, stamp)),
        atEpochMs: origin.atEpochMs,
        stamp,
        cause,
        depth: origin.depth,
        ...(origin.chainStartedAtEpochMs === undefined ? {} : { chainStartedAtEpochMs: origin.chainStartedAtEpochMs }),
        body,
        ...(effects.length === 0 ? {} : { effects: [...effects] }),
      };
      events.push(event);
      // `pending` carries no stamp: copies are united by event id when devices merge.
      ticket = {
        ...ticket,
        pending: [...ticket.pending, event],
        hasPending: true,
        lastActivityAtEpochMs: Math.max(ticket.lastActivityAtEpochMs, origin.atEpochMs),
      };
      return event;
    },
  };
}
