import { isDeepStrictEqual } from "node:util";
import type { Cause } from "#shared/model/cause.ts";
import type { Base, TicketEvent, TicketEventBody } from "#shared/model/event.ts";
import { EventId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { Stamps } from "#shared/model/stamps.ts";
import { entriesOf, RECORD_PROPERTIES } from "#shared/rules/merge/document.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import { baseOf } from "#shared/rules/rivals/base.ts";
import { timedId } from "../derived-ids.ts";
import type { BesideTicket } from "./beside-ticket.ts";

/** Where a change comes from. Everything that it does to the ticket is told with this cause unless a rule did it. */
export type ChangeOrigin = {
  readonly atEpochMs: number;
  readonly cause: Cause;
  /** Automatic changes that led to this one (F11). */
  readonly depth: number;
  readonly chainStartedAtEpochMs?: number;
  /**
   * What the ids of the events follow from, for what may be met twice (a mail, a trigger of time): the second time it has the same events.
   * Absent for what a person does: their events are told apart by their stamp.
   */
  readonly derivedFrom?: readonly string[];
  /** The moment that goes with it, for what can be met at another time than it is of; default `atEpochMs`. */
  readonly derivedAtEpochMs?: number;
  /** The id of the one event, where it is known before. */
  readonly eventId?: EventId;
  /** The save or message that it belongs to; absent: it is one of its own (F4). */
  readonly occasionId?: EventId;
  /** D7: of an archive or a first fetch. Nothing that follows from it sets anything off. */
  readonly isHistory?: boolean;
  /** That something was set off is no activity on the ticket: what it does is. */
  readonly isNoActivity?: boolean;
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
  /** What is made beside the ticket, each with the event that tells of it. */
  readonly made: readonly Made[];
  /** Sets properties that differ from what they are; returns the names of those. */
  set(changes: Partial<Ticket>): string[];
  /**
   * Tells of something that happened.
   * @param cause default: the origin's
   * @param made what comes of it beside the ticket
   */
  emit(body: TicketEventBody, cause?: Cause, made?: readonly BesideTicket[]): TicketEvent;
};

export type Made = { readonly event: TicketEvent; readonly what: BesideTicket };

/** The id that a change with such an origin gives its event at that position, from 0: tells whether it was made already. */
export function derivedEventId(
  { derivedFrom, atEpochMs }: { readonly derivedFrom: readonly string[]; readonly atEpochMs: number },
  ticketId: string,
  type: TicketEventBody["type"],
  position: number,
): EventId {
  return EventId.parse(timedId("e", atEpochMs, ...derivedFrom, ticketId, type, String(position)));
}

const TICKET_SETS: readonly string[] = COLLECTIONS.tickets.sets;

/** Tags and followers are sets: another order is no change, or it would set off workflows for nothing. */
function isSame(name: string, one: unknown, other: unknown): boolean {
  if (isDeepStrictEqual(one, other)) return true;
  if (!TICKET_SETS.includes(name) || !Array.isArray(one) || !Array.isArray(other)) return false;
  return isDeepStrictEqual(new Set<unknown>(one), new Set<unknown>(other));
}

/** @param bases of what the draft has changed, by the names of the properties */
function baseOfBody(body: TicketEventBody, bases: ReadonlyMap<string, Base>): Base | undefined {
  if (body.type === "ticket.stage-changed") return bases.get("stageId");
  return body.type === "ticket.property-changed" ? bases.get(body.property) : undefined;
}

/** Of each value of the desk's own properties that is another now: each is a property of its own. */
function basesOfEntries(stamps: Stamps, change: { readonly from: unknown; readonly to: unknown }): [string, Base][] {
  const [before, after] = [entriesOf(change.from), entriesOf(change.to)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((entry) => {
    const [from, to] = [before[entry], after[entry]];
    if (isDeepStrictEqual(from, to)) return [];
    return [[entry, baseOf(stamps, entry, { from, to, isSet: Array.isArray(from) || Array.isArray(to) })]];
  });
}

export function draftOf(before: Ticket, origin: ChangeOrigin): TicketDraft {
  let ticket = before;
  const events: TicketEvent[] = [];
  const bases = new Map<string, Base>();
  const made: Made[] = [];

  const idOfNext = (type: TicketEventBody["type"], stamp: string): EventId => {
    const { eventId, derivedFrom, derivedAtEpochMs = origin.atEpochMs } = origin;
    if (eventId !== undefined) return eventId;
    return derivedFrom
      ? derivedEventId({ derivedFrom, atEpochMs: derivedAtEpochMs }, before.id, type, events.length)
      : EventId.parse(timedId("e", origin.atEpochMs, before.id, stamp));
  };

  const set = (changes: Partial<Ticket>): string[] => {
    const current = ticket as unknown as Record<string, unknown>;
    const differing = Object.entries(changes).filter(([name, value]) => !isSame(name, current[name], value));
    for (const [name, value] of differing) {
      const change = { from: current[name], to: value };
      if (!RECORD_PROPERTIES.has(name))
        bases.set(name, baseOf(ticket.stamps, name, { ...change, isSet: TICKET_SETS.includes(name) }));
      else for (const [entry, base] of basesOfEntries(ticket.stamps, change)) bases.set(entry, base);
    }
    if (differing.length > 0) ticket = touch(ticket, Object.fromEntries(differing), origin.nextStamp(), TICKET_SETS);
    return differing.map(([name]) => name);
  };

  return {
    get ticket() {
      return ticket;
    },
    origin,
    events,
    made,
    set,
    emit(body, cause = origin.cause, beside = []) {
      const stamp = origin.nextStamp();
      const occasionId = origin.occasionId ?? events[0]?.id;
      const base = baseOfBody(body, bases);
      const event: TicketEvent = {
        id: idOfNext(body.type, stamp),
        atEpochMs: origin.atEpochMs,
        stamp,
        cause,
        depth: origin.depth,
        ...(origin.chainStartedAtEpochMs === undefined ? {} : { chainStartedAtEpochMs: origin.chainStartedAtEpochMs }),
        ...(base === undefined ? {} : { base }),
        ...(occasionId === undefined ? {} : { occasionId }),
        ...(origin.isHistory === true ? { isHistory: true } : {}),
        body,
      };
      events.push(event);
      for (const what of beside) made.push({ event, what });
      if (origin.isNoActivity !== true && origin.atEpochMs > ticket.lastActivityAtEpochMs)
        ticket = { ...ticket, lastActivityAtEpochMs: origin.atEpochMs };
      return event;
    },
  };
}
