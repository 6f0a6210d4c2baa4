import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { OutboxItemView } from "#shared/contract/outbox.ts";
import type { ChannelId, OutboxItemId, TicketId } from "#shared/model/ids.ts";
import { OutboxState, type OutboxItem } from "#shared/model/outbox-item.ts";
import { waitsFor } from "#shared/rules/outbox/next-in-order.ts";
import type { ReadContext } from "../read-context.ts";
import { snippetOf } from "../messages/snippet.ts";
import { findPage } from "./find-page.ts";
import { encodeCursor, type Page } from "./paging.ts";
import { viewOf } from "./views.ts";

/** Everything that still waits, or waits for a person. */
const OPEN: readonly OutboxState[] = ["queued", "held", "sending", "failed", "unsure"];
/** What keeps a later mail of its ticket back. */
const BLOCKING: readonly OutboxState[] = ["queued", "held", "sending"];

export type OutboxListInput = {
  readonly state?: OutboxState | "open" | undefined;
  readonly channelId?: ChannelId | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Outgoing mail, newest first. The index begins with the state: a page of each state is read, and the newest of them are the page. */
export async function listOutbox(context: ReadContext, input: OutboxListInput): Promise<Page<OutboxItemView>> {
  const states = input.state === undefined ? OutboxState.options : input.state === "open" ? OPEN : [input.state];
  const channel = input.channelId === undefined ? {} : { channelId: input.channelId };
  const pages = [];
  for (const state of states) {
    pages.push(
      await findPage(context.store.outbox, {
        selector: { state, ...channel },
        sortBy: "createdAtEpochMs",
        direction: "desc",
        limit: input.limit,
        cursor: input.cursor,
      }),
    );
  }
  const merged = pages
    .flatMap(({ items }) => items)
    .toSorted((a, b) => b.createdAtEpochMs - a.createdAtEpochMs || (a.id < b.id ? 1 : -1));
  const items = merged.slice(0, input.limit);
  const last = items.at(-1);
  const hasMore = merged.length > items.length || pages.some(({ nextCursor }) => nextCursor !== null);
  return {
    items: await outboxItemViewsOf(context, items),
    nextCursor:
      hasMore && last ? encodeCursor({ sortBy: "createdAtEpochMs", key: last.createdAtEpochMs, id: last.id }) : null,
  };
}

/** @throws PD_DESK_NOT_FOUND */
export async function requireOutboxItem({ store }: ReadContext, id: OutboxItemId): Promise<OutboxItem> {
  const item = await store.outbox.get(id);
  if (!item) throw notFound("outbox", id);
  return item;
}

export async function outboxItemViewOf(context: ReadContext, item: OutboxItem): Promise<OutboxItemView> {
  const [view] = await outboxItemViewsOf(context, [item]);
  if (!view) throw new TypeError("One item has one view.");
  return view;
}

/** Items with what a list shows of their mails; what they belong to is read in one statement each. */
export async function outboxItemViewsOf(context: ReadContext, items: readonly OutboxItem[]): Promise<OutboxItemView[]> {
  const { store, setup, clock } = context;
  const messages = await store.messages.getMany(items.map(({ messageId }) => messageId));
  const tickets = await store.tickets.getMany(items.flatMap(({ ticketId }) => (ticketId ? [ticketId] : [])));
  const waiting = await blockingOn(
    context,
    items.flatMap(({ state, ticketId }) => (state === "queued" && ticketId !== null ? [ticketId] : [])),
  );
  return items.map((item) => {
    const message = messages.get(item.messageId);
    const ticket = item.ticketId ? tickets.get(item.ticketId) : undefined;
    const { stamp: _stamp, basisStamp: _basis, ...shown } = viewOf(item);
    return {
      ...shown,
      subject: message?.subject ?? "",
      to: message?.to ?? [],
      snippet: message ? snippetOf(message) : "",
      ticketNumber: ticket?.number ?? null,
      ticketSubject: ticket?.subject ?? "",
      channelName: item.channelId ? (setup.find("channel", item.channelId)?.name ?? "") : "",
      authorName: item.authorId ? (setup.find("user", item.authorId)?.name ?? "") : "",
      waitsForId: waitsFor(item, waiting, clock.nowEpochMs())?.id ?? null,
    };
  });
}

/** What may keep a later mail of these tickets back; what waits on all the others is not read. */
async function blockingOn({ store }: ReadContext, ticketIds: readonly TicketId[]): Promise<OutboxItem[]> {
  if (ticketIds.length === 0) return [];
  const found: OutboxItem[] = [];
  for (const state of BLOCKING)
    found.push(...(await store.outbox.find({ selector: { state, ticketId: { $in: [...ticketIds] } } })));
  return found;
}

export async function itemsInStates({ store }: ReadContext, states: readonly OutboxState[]): Promise<OutboxItem[]> {
  const found: OutboxItem[] = [];
  for (const state of states) found.push(...(await store.outbox.find({ selector: { state } })));
  return found;
}
