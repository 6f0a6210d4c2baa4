/**
 * What lists, searches and reports ask of tickets and messages beside their words. On SQLite an index of each holds all of it, so that asking a hundred thousand reads no document; PostgreSQL keeps
 * documents ready to be looked into, and reads their rows.
 */
import { tableOf, type IndexMaker, type RawDialect } from "../raw-reads.ts";

export type TicketFacts = Readonly<
  Record<
    | "id"
    | "created"
    | "closed"
    | "stage"
    | "pipeline"
    | "owner"
    | "priority"
    | "channel"
    | "source"
    | "number"
    | "due"
    | "activity"
    | "timeToClose"
    | "mergedInto"
    /** In the trash, or spam. */
    | "aside"
    | "contact"
    /** A list of texts, as JSON. */
    | "tags",
    string
  >
> & { readonly isUnread: string; readonly wasReopened: string } & FactTable;

/** `from` is the table read by the index that holds the facts, where one does; `table` leaves the way to the database. */
type FactTable = { readonly from: string; readonly table: string };

/** Expressions over a row of tickets. */
export function ticketFacts(dialect: RawDialect): TicketFacts {
  const { text, number } = dialect;
  return {
    id: "id",
    created: number("createdAtEpochMs"),
    closed: number("closedAtEpochMs"),
    // As expressions, so that no other query takes the index for its own.
    stage: dialect.keyText("stageId"),
    pipeline: dialect.keyText("pipelineId"),
    owner: text("ownerId"),
    priority: text("priority"),
    channel: text("channelId"),
    source: text("source"),
    number: number("number"),
    due: number("dueAtEpochMs"),
    activity: number("lastActivityAtEpochMs"),
    timeToClose: number("timeToCloseMs"),
    mergedInto: text("mergedIntoTicketId"),
    aside: text("aside.as"),
    contact: text("primaryContactId"),
    tags: text("tags"),
    isUnread: dialect.isTrue("unread"),
    wasReopened: dialect.isTrue("wasReopened"),
    table: tableOf("tickets"),
    from: `${tableOf("tickets")} ${dialect.indexedBy("ticket facts")}`,
  };
}

type MessageFacts = Readonly<
  Record<
    | "id"
    | "kind"
    | "direction"
    | "ticket"
    | "author"
    | "at"
    /** Name and address of the sender, and of whom it counts for. */
    | "sender"
    /** Names and addresses, as JSON. */
    | "recipients"
    | "files",
    string
  >
> &
  FactTable;

/** Expressions over a row of messages. */
export function messageFacts(dialect: RawDialect): MessageFacts {
  const { text, number } = dialect;
  const joined = (...parts: string[]) => parts.map((part) => `coalesce(${part}, '')`).join(" || ' ' || ");
  return {
    id: "id",
    kind: text("kind"),
    direction: text("direction"),
    ticket: dialect.keyText("ticketId"),
    author: text("authorId"),
    at: number("atEpochMs"),
    sender: joined(text("from.name"), text("from.address"), text("customer.name"), text("customer.address")),
    recipients: joined(text("to"), text("cc"), text("bcc")),
    files: dialect.length("attachments"),
    table: tableOf("messages"),
    from: `${tableOf("messages")} ${dialect.indexedBy("message facts")}`,
  };
}

/** What people of the desk wrote to customers, by ticket and moment. */
export function firstAnswerFacts(dialect: RawDialect) {
  const { kind, direction, author, ticket, at } = messageFacts(dialect);
  return {
    ticket,
    at,
    isAnswer: `deleted = 0 AND ${kind} = 'email' AND ${direction} = 'outgoing' AND ${author} IS NOT NULL`,
    from: `${tableOf("messages")} ${dialect.indexedBy("first answers")}`,
  };
}

/** @returns nothing on PostgreSQL, which bounds what an entry of an index holds */
export function createFactIndexes({ dialect, exec }: IndexMaker): void {
  if (dialect.name !== "sqlite") return;
  const answers = firstAnswerFacts(dialect);
  exec(
    `CREATE INDEX IF NOT EXISTS "first answers" ON ${tableOf("messages")} ((${answers.ticket}), (${answers.at})) WHERE ${answers.isAnswer}`,
  );
  const { from: _from, table: tickets, isUnread, wasReopened, ...ticket } = ticketFacts(dialect);
  const flags = [isUnread, wasReopened].map((flag) => flag.replace(/ = 1$/u, ""));
  const { from: _by, table: messages, ...message } = messageFacts(dialect);
  const list = (facts: readonly string[]) => facts.map((fact) => (fact === "id" ? fact : `(${fact})`)).join(", ");
  exec(
    `CREATE INDEX IF NOT EXISTS "ticket facts" ON ${tickets} (deleted, ${list([ticket.created, ...Object.values(ticket).filter((fact) => fact !== ticket.created), ...flags])})`,
  );
  exec(
    `CREATE INDEX IF NOT EXISTS "message facts" ON ${messages} (deleted, ${list([message.ticket, ...Object.values(message).filter((fact) => fact !== message.ticket)])})`,
  );
}
