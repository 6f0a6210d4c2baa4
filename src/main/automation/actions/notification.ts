import type { User } from "#shared/model/setup/user.ts";
import type { BesideTicket } from "#main/desk/ticket-changes/beside-ticket.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { ActionContext } from "./action.ts";

/** Longest text of a notification: it points to the ticket, it is no letter. */
const MAX_DETAIL_CHARACTERS = 1_000;

export type WorkflowMessage = { readonly title: string; readonly text: string };

/** What a step tells a user, in the app and on the desktop (E2, F5). */
export function notificationTo(
  user: User,
  { title, text }: WorkflowMessage,
  { ticket }: TicketDraft,
  context: ActionContext,
): BesideTicket {
  return {
    kind: "inbox-item",
    item: {
      id: context.idOf("n", user.id),
      kind: "notification",
      topic: "workflow-message",
      userId: user.id,
      ticketId: ticket.id,
      outboxItemId: null,
      channelId: null,
      about: title,
      detail: text.trim().slice(0, MAX_DETAIL_CHARACTERS).toWellFormed(),
      read: false,
      createdAtEpochMs: Math.trunc(context.nowEpochMs),
      stamps: {},
    },
  };
}
