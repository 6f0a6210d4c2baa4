import type { Conversation, FiledAs } from "../../model/conversation.ts";

type Filed = Pick<Conversation, "filed">;

export function filedAs({ filed }: Filed): FiledAs {
  return filed?.as ?? "inbox";
}

/**
 * B2: the inbox is what has no ticket and was not put away.
 * @rule B2
 */
export function isInInbox(conversation: Pick<Conversation, "ticketId" | "filed">): boolean {
  return conversation.ticketId === null && filedAs(conversation) === "inbox";
}

/** Whether what comes next in it may make a ticket: somebody said of the others that they are none. */
export function mayBecomeTicket(conversation: Filed): boolean {
  const as = filedAs(conversation);
  return as === "inbox" || as === "archived";
}

/** Where a conversation lies after one more message came in. */
export function filedAfterMail(conversation: Filed): FiledAs {
  const as = filedAs(conversation);
  return as === "archived" ? "inbox" : as;
}
