import type { EditableTicketProperties, Ticket } from "#shared/model/ticket.ts";
import { timeToClose } from "#shared/rules/close-date/close-date.ts";
import { uniqueTags } from "#shared/rules/unique-tags.ts";
import type { PastDue } from "#shared/contract/tickets.ts";
import type { TicketDraft } from "./ticket-draft.ts";

/**
 * Changes properties and tells of each that really changed. A close date set by hand takes the time to close with it (C3, C6); of a due date it is
 * kept when it was set.
 */
export function changeProperties(
  draft: TicketDraft,
  changes: Partial<EditableTicketProperties>,
  pastDue: PastDue = "act",
): void {
  const before: Ticket = draft.ticket;
  const known = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  ) as Partial<EditableTicketProperties>;
  if (known.tags !== undefined) known.tags = uniqueTags(known.tags);
  const now = draft.origin.atEpochMs;
  const due =
    known.dueAtEpochMs === undefined || known.dueAtEpochMs === before.dueAtEpochMs
      ? {}
      : { dueSetAtEpochMs: now, dueQuietUntilEpochMs: pastDue === "leave" ? now : undefined };
  const snoozer = draft.origin.cause.kind === "user" ? draft.origin.cause.userId : undefined;
  const snooze =
    known.snoozedUntilEpochMs === undefined
      ? {}
      : { snoozedByUserId: known.snoozedUntilEpochMs === null ? undefined : snoozer };
  // In one go, so that both bear one stamp and merge as one (H3).
  const closed = known.closedAtEpochMs;
  const changed = draft.set(
    closed === undefined
      ? { ...known, ...due, ...snooze }
      : { ...known, ...due, ...snooze, timeToCloseMs: timeToClose(before.createdAtEpochMs, closed) },
  );
  for (const property of changed) {
    if (!(property in known)) continue;
    const name = property as keyof EditableTicketProperties;
    draft.emit({
      type: "ticket.property-changed",
      property,
      from: before[name] ?? null,
      to: draft.ticket[name] ?? null,
    });
  }
}
