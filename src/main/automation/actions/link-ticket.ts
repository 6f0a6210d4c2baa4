import type { LinkTicketStep } from "#shared/automation/steps/other-ticket.ts";
import type { Action } from "./action.ts";
import { otherTicket } from "./other-ticket.ts";

/** Both halves of a link: the ticket's own here, the other's made beside it. */
export const linkTicket: Action<LinkTicketStep> = async (step, draft, context) => {
  const { ticket } = draft;
  const other = await otherTicket(ticket, step.other, context);
  if (!other) return { kind: "skipped", reason: "no-other-ticket" };
  if (ticket.links.some(({ ticketId }) => ticketId === other.id)) return { kind: "done", changed: false };
  draft.set({ links: [...ticket.links, { ticketId: other.id, relation: "related" }] });
  draft.emit({ type: "ticket.linked", ticketId: other.id, relation: "related" }, undefined, [
    { kind: "link", ticketId: other.id, relation: "related" },
  ]);
  return { kind: "done", changed: true, details: { ticketId: other.id, number: other.number } };
};
