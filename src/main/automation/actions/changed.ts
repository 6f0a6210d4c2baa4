import type { StepOutcome } from "#shared/model/run.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";

/** Does the work and tells whether the ticket is another now. */
export function changed(draft: TicketDraft, work: () => void): StepOutcome {
  const before = draft.events.length;
  work();
  return { kind: "done", changed: draft.events.length > before };
}
