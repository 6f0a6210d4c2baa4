import type { TicketCard } from "#shared/contract/views.ts";
import type { AsideKind } from "#shared/model/aside-kind.ts";
import { asideIds } from "#main/store/aside-tickets.ts";
import type { ReadContext } from "../read-context.ts";
import { decodeCursor, encodeCursor, type Page } from "./paging.ts";
import { ticketCardsOf } from "./views.ts";

const SORTED_BY = "aside.atEpochMs";

/** The tickets in the trash, or those that are spam, what was put there last first. @throws PD_INPUT_INVALID */
export async function asideTickets(
  { store }: ReadContext,
  input: { readonly as: AsideKind; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<TicketCard>> {
  const place = input.cursor === undefined ? null : decodeCursor(input.cursor, SORTED_BY);
  const before = place === null ? null : { atEpochMs: Number(place.key), id: place.id };
  const found = await asideIds(store.sql, { as: input.as, before, limit: input.limit + 1 });
  const shown = found.slice(0, input.limit);
  const tickets = await store.tickets.getMany(shown.map(({ id }) => id));
  const last = shown.at(-1);
  return {
    items: await ticketCardsOf(
      store,
      shown.flatMap(({ id }) => tickets.get(id) ?? []),
    ),
    nextCursor:
      found.length > input.limit && last ? encodeCursor({ sortBy: SORTED_BY, key: last.atEpochMs, id: last.id }) : null,
  };
}
