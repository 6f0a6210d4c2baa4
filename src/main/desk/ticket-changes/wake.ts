import type { TicketDraft } from "./ticket-draft.ts";

/** A snoozed ticket is worked on again. Nothing happens to one that is not. */
export function wake(draft: TicketDraft): void {
  const from = draft.ticket.snoozedUntilEpochMs ?? null;
  if (from === null) return;
  draft.set({ snoozedUntilEpochMs: null, snoozedByUserId: undefined });
  draft.emit(
    { type: "ticket.property-changed", property: "snoozedUntilEpochMs", from, to: null },
    { kind: "rule", rule: "snooze" },
  );
}
