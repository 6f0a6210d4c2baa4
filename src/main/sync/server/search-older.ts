import type { SearchAnswer, SearchHit } from "#shared/contract/search.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { SearchOlder } from "#shared/sync/protocol.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { MAX_SEARCHED_PAGES } from "../limits.ts";
import { openStageIds } from "../open-stage-ids.ts";

export type SearchDesk = (input: {
  readonly q: string;
  readonly kind?: SearchHit["kind"] | undefined;
  readonly offset: number;
  readonly limit: number;
  readonly userId: string;
  readonly timeZone?: string | undefined;
}) => Promise<SearchAnswer>;

const PAGE_HITS = 100;

/** What the server's own search finds among the tickets that a device has left with it, in its order. Everybody who is let in reads every ticket. */
export async function searchOlder(
  { store, setup }: Pick<DeskContext, "store" | "setup">,
  search: SearchDesk,
  { q, kind, closedSinceEpochMs, limit, timeZone }: SearchOlder,
  userId: string,
): Promise<SearchAnswer> {
  const open = new Set<string>(openStageIds(setup));
  const items: SearchHit[] = [];
  let spelled: SearchAnswer["spelled"] = [];
  for (let page = 0; page < MAX_SEARCHED_PAGES; page += 1) {
    const found = await search({
      q,
      kind: kind ?? undefined,
      offset: page * PAGE_HITS,
      limit: PAGE_HITS,
      userId,
      timeZone,
    });
    if (page === 0) ({ spelled } = found);
    const ids = found.items.flatMap(({ ticketId }) => (ticketId === null ? [] : [ticketId]));
    const tickets = await store.tickets.getMany(ids);
    const isOlder = (id: TicketId) => {
      const ticket = tickets.get(id);
      return ticket !== undefined && !open.has(ticket.stageId) && ticket.lastActivityAtEpochMs < closedSinceEpochMs;
    };
    items.push(...found.items.filter(({ ticketId }) => ticketId !== null && isOlder(ticketId)));
    if (items.length > limit || !found.hasMore) break;
  }
  return { items: items.slice(0, limit), hasMore: items.length > limit, spelled };
}
