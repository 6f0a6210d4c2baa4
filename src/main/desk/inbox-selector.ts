import { FiledAs } from "#shared/model/conversation.ts";

const AWAY = FiledAs.options.filter((as) => as !== "inbox");

/** The conversations of the inbox (`isInInbox`), as the store finds them: those that nobody ever filed lack the property. */
export const INBOX = { ticketId: null, "filed.as": { $nin: AWAY } };

/** Without a ticket, and put away. */
export const FILED = { ticketId: null, "filed.as": { $in: AWAY } };
