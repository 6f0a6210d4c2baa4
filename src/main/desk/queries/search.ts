import type { SearchHit } from "#shared/contract/search.ts";
import { ConversationId, MessageId, PersonId, TicketId } from "#shared/model/ids.ts";
import { searchIndex } from "#main/store/search/index.ts";
import type { ReadContext } from "../read-context.ts";

export type SearchInput = {
  readonly q: string;
  readonly kind?: SearchHit["kind"] | undefined;
  readonly offset: number;
  readonly limit: number;
};

/** Full text search over tickets, messages and contacts; the best first. Nothing is found for an empty question. */
export async function searchDesk(
  context: ReadContext,
  input: SearchInput,
): Promise<{ items: SearchHit[]; hasMore: boolean }> {
  const { store } = context;
  const found = searchIndex(store.sql, {
    text: input.q,
    limit: input.limit + 1,
    offset: input.offset,
    ...(input.kind ? { kinds: [input.kind] } : {}),
  });
  const hits = found.slice(0, input.limit);
  const messages = await store.messages.getMany(hits.filter(({ kind }) => kind === "message").map(({ id }) => id));
  const tickets = await store.tickets.getMany(
    hits.flatMap(({ kind, id, ticketId }) => (kind === "ticket" ? [id] : ticketId ? [ticketId] : [])),
  );
  const items = hits.map((hit): SearchHit => {
    const message = messages.get(hit.id);
    const ticketId =
      hit.kind === "message"
        ? (message?.ticketId ?? null)
        : hit.ticketId === null
          ? null
          : TicketId.parse(hit.ticketId);
    const ticket = ticketId ? tickets.get(ticketId) : undefined;
    return {
      kind: hit.kind as SearchHit["kind"],
      id: hit.id,
      ticketId,
      ticketNumber: ticket?.number ?? null,
      conversationId: message?.conversationId ? ConversationId.parse(message.conversationId) : null,
      messageId: hit.kind === "message" ? MessageId.parse(hit.id) : null,
      contactId: hit.kind === "contact" ? PersonId.parse(hit.id) : null,
      title: hit.title,
      snippet: hit.snippet,
      atEpochMs: message?.atEpochMs ?? ticket?.lastActivityAtEpochMs ?? null,
    };
  });
  return { items, hasMore: found.length > input.limit };
}
