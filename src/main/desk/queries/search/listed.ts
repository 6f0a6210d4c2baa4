import type { SearchHit } from "#shared/contract/search.ts";
import { asksMessages, type FactKind, fittingIds } from "#main/store/facts/conditions.ts";
import { MAX_EXCLUDED_DOCUMENTS, searchIndexOf, type SearchHit as IndexHit } from "#main/store/search/index.ts";
import type { ReadContext } from "../../read-context.ts";
import type { Asked } from "./asked.ts";

type Page = { readonly offset: number; readonly limit: number };

/** What fits operators without words, the newest first: tickets, then messages where messages are asked for. */
export async function listDocuments(
  context: ReadContext,
  asked: Asked,
  kind: SearchHit["kind"] | undefined,
  { offset, limit }: Page,
): Promise<IndexHit[]> {
  if (asked.only === undefined) return [];
  const isAskedFor = asksMessages(asked.conditions);
  if (kind === "message") return isAskedFor ? await listOf(context, asked, kind, { offset, limit }) : [];
  const tickets = await listOf(context, asked, "ticket", { offset, limit });
  if (kind === "ticket" || !isAskedFor || tickets.length === limit) return tickets;
  const before = tickets.length > 0 || offset === 0 ? offset + tickets.length : await countOf(context, asked, offset);
  const messages = { offset: Math.max(offset - before, 0), limit: limit - tickets.length };
  return [...tickets, ...(await listOf(context, asked, "message", messages))];
}

async function listOf({ store, clock }: ReadContext, asked: Asked, kind: FactKind, page: Page): Promise<IndexHit[]> {
  const { excluded } = asked.terms;
  const exceptIds =
    excluded.length === 0
      ? undefined
      : await searchIndexOf(store.sql).idsWithAny(excluded, kind, MAX_EXCLUDED_DOCUMENTS);
  const ids = await fittingIds(
    store.sql,
    kind,
    {
      conditions: asked.conditions,
      nowEpochMs: clock.nowEpochMs(),
      ...(exceptIds === undefined ? {} : { exceptIds }),
    },
    page,
  );
  return kind === "ticket" ? await ticketHits(store, ids) : await messageHits(store, ids);
}

/** How many tickets stand before a page that is behind all of them. */
async function countOf(context: ReadContext, asked: Asked, atMost: number): Promise<number> {
  return (await listOf(context, asked, "ticket", { offset: 0, limit: atMost })).length;
}

async function ticketHits(store: ReadContext["store"], ids: readonly string[]): Promise<IndexHit[]> {
  const tickets = await store.tickets.getMany(ids);
  return ids.flatMap((id) => {
    const ticket = tickets.get(id);
    return ticket === undefined
      ? []
      : [{ id, kind: "ticket", ticketId: id, title: plain(ticket.subject), snippet: [] }];
  });
}

async function messageHits(store: ReadContext["store"], ids: readonly string[]): Promise<IndexHit[]> {
  const messages = await store.messages.getMany(ids);
  return ids.flatMap((id) => {
    const message = messages.get(id);
    if (message === undefined) return [];
    const { ticketId, subject } = message;
    const text = message.visibleText.trim() === "" ? message.text : message.visibleText;
    return [
      { id, kind: "message", ticketId, title: plain(subject), snippet: plain(text.slice(0, SNIPPET_CHARACTERS)) },
    ];
  });
}

/** About as much as of one that was found by its words. */
const SNIPPET_CHARACTERS = 200;

const plain = (text: string) => (text === "" ? [] : [{ text, hit: false }]);
