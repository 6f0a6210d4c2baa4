import type { SearchAnswer, SearchHit } from "#shared/contract/search.ts";
import { ConversationId, MessageId, PersonId, TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { findInIndex, type Found, type SearchHit as IndexHit } from "#main/store/search/index.ts";
import { ticketContactIds } from "../people.ts";
import type { ReadContext } from "../read-context.ts";
import { type Asked, askedOf } from "./search/asked.ts";
import { listDocuments } from "./search/listed.ts";

export type SearchInput = {
  readonly q: string;
  readonly kind?: SearchHit["kind"] | undefined;
  readonly offset: number;
  readonly limit: number;
  /** Whose tickets `owner:me` are; absent: nobody's. */
  readonly userId?: string | undefined;
  /** In which days are counted; absent: UTC. */
  readonly timeZone?: string | undefined;
};

/** People whose tickets are shown with them: more are no person that was searched for, but a word that many bear. */
const MAX_PEOPLE = 5;
const MAX_TICKETS_A_PERSON = 20;

/**
 * Full text search with operators (`shared/search`). Who searches a person wants the person, then their tickets, then what was written; within each the best first. Typing errors are forgiven where nothing is
 * found otherwise. Operators without words list what fits, the newest first. Nothing is found for an empty question.
 */
export async function searchDesk(context: ReadContext, input: SearchInput): Promise<SearchAnswer> {
  const { kind, offset, limit } = input;
  const asked = askedOf(context, input);
  // Operators are about tickets and what was written: they leave no people.
  if (kind === "contact" && asked.only !== undefined) return NOTHING;
  if (asked.terms.wanted.length === 0) {
    const listed = await listDocuments(context, asked, kind, { offset, limit: limit + 1 });
    return { items: await hitsOf(context, listed.slice(0, limit)), hasMore: listed.length > limit, spelled: [] };
  }
  if (kind === "contact" || kind === "message")
    return answerOf(context, await find(context, asked, [kind], offset, limit), limit);
  const people = await find(context, { ...asked, only: undefined }, ["contact"], 0, MAX_PEOPLE + 1);
  const isAboutPeople = people.hits.length > 0 && people.hits.length <= MAX_PEOPLE;
  const tickets = isAboutPeople ? await ticketsOf(context, asked, people.hits) : [];
  const isWithPeople = kind === undefined && isAboutPeople && asked.only === undefined;
  const first = isWithPeople ? await hitsOf(context, people.hits) : [];
  // Tickets that bear the words themselves come before those of which only the person does.
  const titled = isAboutPeople ? (await find(context, asked, ["ticket"], 0, limit + 1)).hits : [];
  const known = new Set(titled.map(({ id }) => id));
  const theirs = tickets.filter(({ id }) => !known.has(id));
  const isFewTitled = titled.length <= limit;
  const front = isFewTitled ? [...first, ...(await hitsOf(context, titled)), ...theirs] : first;
  const kinds = kind === undefined ? ["ticket", "message"] : [kind];
  const frontIds = new Set(front.map(({ id }) => id));
  const behind = Math.max(offset - front.length, 0);
  // What stands in front is passed over further back: as many more are asked for.
  const rest = await find(context, asked, kinds, 0, behind + limit + 1 + frontIds.size);
  const others = rest.hits.filter(({ id }) => !frontIds.has(id));
  const shown = front.slice(offset, offset + limit);
  const missing = limit - shown.length;
  return {
    items: [...shown, ...(await hitsOf(context, others.slice(behind, behind + missing)))],
    hasMore: front.length > offset + limit || others.length > behind + missing,
    spelled: spelledOf(rest.spelled.length > 0 ? rest : people),
  };
}

const NOTHING: SearchAnswer = { items: [], hasMore: false, spelled: [] };

function find(
  { store }: ReadContext,
  { terms, only }: Asked,
  kinds: readonly string[],
  offset: number,
  count: number,
): Promise<Found> {
  return findInIndex(store.sql, { text: terms, kinds, offset, limit: count + 1, only });
}

async function answerOf(context: ReadContext, found: Found, limit: number): Promise<SearchAnswer> {
  return {
    items: await hitsOf(context, found.hits.slice(0, limit)),
    hasMore: found.hits.length > limit,
    spelled: spelledOf(found),
  };
}

function spelledOf({ spelled }: Found): SearchAnswer["spelled"] {
  return spelled.map(({ typed, meant }) => ({ typed, meant: [...meant] }));
}

/** Of the people who were found, newest activity first. */
async function ticketsOf({ store }: ReadContext, { only }: Asked, people: readonly IndexHit[]): Promise<SearchHit[]> {
  const contacts = await store.people.getMany(people.map(({ id }) => id));
  const hits: (SearchHit & { readonly atEpochMs: number })[] = [];
  for (const contact of contacts.values()) {
    const ids = ticketContactIds(contact);
    const tickets = await store.tickets.find({
      selector: { primaryContactId: ids.length === 1 ? contact.id : { $in: ids } },
      sort: [{ lastActivityAtEpochMs: "desc" }, { id: "desc" }],
      limit: MAX_TICKETS_A_PERSON,
    });
    const passing = await only?.passing(
      "ticket",
      tickets.map(({ id }) => id),
    );
    for (const ticket of tickets)
      if (passing?.has(ticket.id) !== false) hits.push(ticketHit(ticket, contact.name || contact.address));
  }
  return hits.toSorted((a, b) => b.atEpochMs - a.atEpochMs);
}

function ticketHit(ticket: Ticket, ofContact: string): SearchHit & { readonly atEpochMs: number } {
  return {
    kind: "ticket",
    id: ticket.id,
    ticketId: ticket.id,
    ticketNumber: ticket.number,
    conversationId: null,
    messageId: null,
    contactId: null,
    title: [{ text: ticket.subject, hit: false }],
    snippet: [],
    atEpochMs: ticket.lastActivityAtEpochMs,
    ofContact,
  };
}

async function hitsOf({ store }: ReadContext, hits: readonly IndexHit[]): Promise<SearchHit[]> {
  const messages = await store.messages.getMany(hits.filter(({ kind }) => kind === "message").map(({ id }) => id));
  const tickets = await store.tickets.getMany(
    hits.flatMap(({ kind, id, ticketId }) => (kind === "ticket" ? [id] : ticketId ? [ticketId] : [])),
  );
  return hits.map((hit): SearchHit => {
    const message = messages.get(hit.id);
    const ticketId =
      hit.kind === "message"
        ? (message?.ticketId ?? null)
        : hit.ticketId === null
          ? null
          : TicketId.parse(hit.ticketId);
    const ticket = ticketId ? tickets.get(ticketId) : undefined;
    const hasTitle = hit.title.some(({ text }) => text.trim() !== "");
    return {
      kind: hit.kind as SearchHit["kind"],
      id: hit.id,
      ticketId,
      ticketNumber: ticket?.number ?? null,
      conversationId: message?.conversationId ? ConversationId.parse(message.conversationId) : null,
      messageId: hit.kind === "message" ? MessageId.parse(hit.id) : null,
      contactId: hit.kind === "contact" ? PersonId.parse(hit.id) : null,
      title: hasTitle || !ticket ? hit.title : [{ text: ticket.subject, hit: false }],
      snippet: hit.snippet,
      atEpochMs: message?.atEpochMs ?? ticket?.lastActivityAtEpochMs ?? null,
      ...(message?.kind === "note" ? { isNote: true as const } : {}),
    };
  });
}
