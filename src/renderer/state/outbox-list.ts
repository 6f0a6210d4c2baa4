/** The outbox's lists: which items a list holds, how its pages are read, and what the live feed does to it. Pure but for the reading. */
import type { DeskClient } from "#shared/contract/index.ts";
import type { OutboxItemView } from "#shared/contract/outbox.ts";
import type { OutboxState } from "#shared/model/outbox-item.ts";

export const OUTBOX_TABS = ["waiting", "needs", "sent", "all"] as const;
export type OutboxTab = (typeof OUTBOX_TABS)[number];

/** null: every state. */
const STATES_OF_TAB: Readonly<Record<OutboxTab, readonly OutboxState[] | null>> = {
  waiting: ["queued", "sending"],
  needs: ["held", "failed", "unsure"],
  sent: ["sent"],
  all: null,
};

export function belongsTo(item: Pick<OutboxItemView, "state">, tab: OutboxTab): boolean {
  return STATES_OF_TAB[tab]?.includes(item.state) ?? true;
}

/** Newest first, the id decides between equals, as the core's list does. */
export function compareItems(a: OutboxItemView, b: OutboxItemView): number {
  return b.createdAtEpochMs - a.createdAtEpochMs || (a.id < b.id ? 1 : -1);
}

/** A list with what the feed told: each changed item is there once, as it is now, or has left for another tab. */
export function withOutboxItems(
  items: readonly OutboxItemView[],
  changed: readonly OutboxItemView[],
  tab: OutboxTab,
): readonly OutboxItemView[] {
  if (changed.length === 0) return items;
  const ids = new Set(changed.map(({ id }) => id));
  const kept = items.filter(({ id }) => !ids.has(id));
  return [...kept, ...changed.filter((item) => belongsTo(item, tab))].toSorted(compareItems);
}

type OutboxPage = { readonly items: readonly OutboxItemView[]; readonly nextCursor: string | null };

/**
 * One page of a tab. The core lists by one state at a time: a tab of several reads a page of each, and its cursor holds theirs, in their order;
 * the page may hold items that are older than some of the next one, which is why lists are sorted when they are shown.
 */
export async function loadOutbox(client: DeskClient, tab: OutboxTab, cursor: string | undefined): Promise<OutboxPage> {
  const states = STATES_OF_TAB[tab];
  if (states === null || states.length === 1) {
    const [state] = states ?? [];
    return client.outbox.list({
      ...(state === undefined ? {} : { state }),
      ...(cursor === undefined ? {} : { cursor }),
    });
  }
  const cursors = cursorsOf(cursor, states.length);
  const pages = await Promise.all(
    states.map(async (state, index): Promise<OutboxPage> => {
      const own = cursors[index];
      if (own === null) return { items: [], nextCursor: null };
      return client.outbox.list({ state, ...(own === undefined ? {} : { cursor: own }) });
    }),
  );
  const next = pages.map(({ nextCursor }) => nextCursor);
  return {
    items: pages.flatMap(({ items }) => items).toSorted(compareItems),
    nextCursor: next.every((own) => own === null) ? null : JSON.stringify(next),
  };
}

/** null: that state is at its end; undefined: at its beginning. */
function cursorsOf(cursor: string | undefined, count: number): readonly (string | null | undefined)[] {
  if (cursor === undefined) return Array.from({ length: count }, () => undefined);
  const own: unknown = JSON.parse(cursor);
  return Array.from({ length: count }, (_, index) => {
    const part: unknown = Array.isArray(own) ? own[index] : null;
    return typeof part === "string" ? part : null;
  });
}
