import type { PastDue } from "#shared/contract/tickets.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { EditableTicketProperties, Ticket } from "#shared/model/ticket.ts";
import { checkEdit } from "#shared/rules/pipeline-rules/check-edit.ts";
import { requireAssignable, requireFollowers } from "../assignable.ts";
import type { Actor, DeskContext } from "../context.ts";
import type { OwnValuesPatch } from "#shared/model/setup/property.ts";
import { requireValues } from "../own-values.ts";
import { changeValues } from "../ticket-changes/change-values.ts";
import { changeProperties } from "../ticket-changes/change-properties.ts";
import { refusalOf } from "../ticket-changes/move-ticket.ts";
import type { TicketDraft } from "../ticket-changes/ticket-draft.ts";
import { requireUnchanged } from "../require-unchanged.ts";
import { changeTicket, moveActorOf } from "./command.ts";

type GivenProperties = {
  readonly [Name in keyof EditableTicketProperties]?: EditableTicketProperties[Name] | undefined;
} & {
  /** Of the desk's own properties. */
  readonly values?: OwnValuesPatch | undefined;
};

/**
 * Changes properties of a ticket.
 * @param onlyIf values that it must still have
 * @throws PD_RULE_REFUSED (G5), PD_DESK_NOT_FOUND, PD_DESK_CHANGED, PD_INPUT_INVALID for a value that its property does not take, PD_USER_NOT_ASSIGNABLE
 */
export function updateTicket(
  context: DeskContext,
  actor: Actor,
  id: TicketId,
  { values, ...changes }: GivenProperties,
  { onlyIf, pastDue }: { readonly onlyIf?: GivenProperties | undefined; readonly pastDue?: PastDue | undefined } = {},
): Promise<Ticket> {
  return changeTicket(context, actor, id, (draft) => {
    requireUnchanged(draft.ticket, onlyIf);
    requireEditable(context, actor, draft);
    requireAssignable(context.setup, changes.ownerId, draft.ticket.ownerId);
    requireFollowers(context.setup, changes.followerIds ?? [], draft.ticket.followerIds);
    const own = values && requireValues(context.setup, values, draft.ticket.values);
    if (own) changeValues(draft, own);
    changeProperties(draft, changes as Partial<EditableTicketProperties>, pastDue);
  });
}

/** G5 */
export function requireEditable(context: DeskContext, actor: Actor, { ticket }: TicketDraft): void {
  const pipeline = context.setup.require("pipeline", ticket.pipelineId);
  const verdict = checkEdit({ pipeline, stageId: ticket.stageId, ownerId: ticket.ownerId, actor: moveActorOf(actor) });
  if (!verdict.allowed) throw refusalOf(verdict);
}

/** Marks a ticket as read. That is no change of the ticket's content, so no rule and no event goes with it. */
export function markTicketRead(context: DeskContext, actor: Actor, id: TicketId): Promise<Ticket> {
  return changeTicket(context, actor, id, (draft) => {
    draft.set({ unread: false });
  });
}
