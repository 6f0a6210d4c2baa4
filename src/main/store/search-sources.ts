import type { Message } from "#shared/model/message.ts";
import type { Person } from "#shared/model/person.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { SearchSources } from "./search/index.ts";

/** What of each collection is found by the full text search. Written in the same transaction as the documents. */
export const SEARCH_SOURCES: SearchSources = {
  tickets: (document) => {
    const ticket = document as unknown as Ticket;
    return {
      id: ticket.id,
      kind: "ticket",
      ticketId: ticket.id,
      title: ticket.subject,
      // Not its last activity: the row would be written anew with each of them.
      atEpochMs: ticket.createdAtEpochMs,
      body: "",
      extra: [...ticket.tags, ticket.number === null ? "" : String(ticket.number)].join(" "),
    };
  },
  messages: (document) => {
    const message = document as unknown as Message;
    return {
      id: message.id,
      kind: "message",
      ticketId: message.ticketId,
      title: message.subject,
      atEpochMs: message.atEpochMs,
      // Without what it quotes: who searches for a word wants the mail that said it.
      body: message.visibleText.trim() === "" ? message.text : message.visibleText,
      extra: [message.from.name, message.from.address, ...message.attachments.map(({ name }) => name)].join(" "),
    };
  },
  people: (document) => {
    const person = document as unknown as Person;
    // What stands for a contact is found by the contact.
    if (person.kind === "alias") return null;
    return {
      id: person.id,
      kind: "contact",
      ticketId: null,
      title: person.name,
      body: person.notes,
      extra: [...person.addresses, person.phone].filter((word) => word !== "").join(" "),
    };
  },
};
