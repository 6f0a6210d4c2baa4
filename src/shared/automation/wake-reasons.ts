import type { EmailVerdict } from "../model/email-verdict.ts";
import type { TicketEvent } from "../model/event.ts";
import type { CancelReason } from "../model/cancel-reason.ts";

/** What an event means to runs that wait, and to tickets that may have to leave a workflow. `isClosed`: whether a stage is a closed one. */
export function reasonsOf(
  { body }: TicketEvent,
  isClosed: (pipelineId: string, stageId: string) => boolean,
): CancelReason[] {
  switch (body.type) {
    case "message.received":
      return isReply(body.verdict) ? ["customer-replied"] : [];
    case "contact.wrote":
      return ["customer-replied"];
    case "message.sent": {
      const { verdict } = body;
      return verdict.kind === "no-change" && verdict.rule === "D7" ? [] : ["agent-replied"];
    }
    case "ticket.stage-changed":
      return isClosed(body.to.pipelineId, body.to.stageId) ? ["stage-changed", "ticket-closed"] : ["stage-changed"];
    case "ticket.stage-kind-changed":
      return body.to === "closed" ? ["ticket-closed"] : [];
    case "ticket.property-changed":
      return body.property === "ownerId" ? ["owner-changed"] : [];
    default:
      return [];
  }
}

/**
 * Somebody of the customer's side wrote: in whichever thread, from whichever address, whatever they passed on. Whether that changes the status is another question (D2, D5, D9). Not the mail that began
 * the ticket, nor what a machine or a colleague wrote (D7).
 */
function isReply(verdict: EmailVerdict): boolean {
  if (verdict.kind === "no-change") return verdict.rule !== "D7";
  return verdict.kind === "customer-replied" || verdict.kind === "reopened";
}
