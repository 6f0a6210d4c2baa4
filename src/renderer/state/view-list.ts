/**
 * The tickets of a view, as far as they are shown: the list is as long as the view from the start, and blocks of it are asked for as the person comes to them. What the live feed tells of a ticket is
 * painted in its row at once; where rows stand is asked again a little later, and then all of the shown ones change places together.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ViewLook } from "#shared/automation/documents/saved-view.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import type { FoundTickets } from "#shared/contract/saved-views.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { MAX_VIEW_BLOCKS, VIEW_BLOCK_SIZE, VIEW_REFRESH_PAUSE_MS } from "./limits.ts";

export type ViewQuestion = Pick<ViewLook, "filter" | "sort" | "grouping">;

export type ViewListState = {
  /** null before the first answer. */
  readonly total: number | null;
  readonly isExact: boolean;
  readonly groups: FoundTickets["groups"];
  /** Number of the block → its tickets in their order. */
  readonly blocks: ReadonlyMap<number, readonly TicketId[]>;
  readonly cards: ReadonlyMap<TicketId, TicketCard>;
  /** What the last question failed with; null while all is well. */
  readonly error: unknown;
};

export type ViewList = {
  readonly store: StoreApi<ViewListState>;
  /** The rows between these places of the list are on the screen. */
  show(first: number, last: number): void;
  retry(): void;
  onEntry(entry: LiveEntry): void;
  /** Asks for its beginning; also after it was closed. */
  open(): void;
  close(): void;
};

const NOTHING: ViewListState = {
  total: null,
  isExact: true,
  groups: undefined,
  blocks: new Map(),
  cards: new Map(),
  error: null,
};

const blockOf = (place: number) => Math.floor(Math.max(0, place) / VIEW_BLOCK_SIZE);

export function createViewList(client: DeskClient, question: ViewQuestion): ViewList {
  const store = createStore<ViewListState>(() => NOTHING);
  let shown = { first: 0, last: 0 };
  /** Counted up where what was asked before says nothing any more. */
  let round = 0;
  let asked = new Set<number>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isClosed = true;

  const shownBlocks = () => {
    const { total } = store.getState();
    const last = Math.min(blockOf(shown.last), total === null ? 0 : blockOf(Math.max(0, total - 1)));
    const from = Math.min(blockOf(shown.first), last);
    return Array.from({ length: last - from + 1 }, (_, at) => from + at);
  };

  const read = (block: number) =>
    client.tickets.find({ ...question, offset: block * VIEW_BLOCK_SIZE, limit: VIEW_BLOCK_SIZE });

  const ask = (block: number) => {
    if (asked.has(block)) return;
    asked.add(block);
    const own = round;
    read(block).then(
      (found) => {
        if (isClosed || own !== round) return;
        asked.delete(block);
        store.setState((state) => withBlocks(state, [[block, found]], keptBlocks(state.blocks, block)));
        showMissing();
      },
      (error: unknown) => {
        if (isClosed || own !== round) return;
        asked.delete(block);
        store.setState({ error });
      },
    );
  };

  const showMissing = () => {
    const { blocks } = store.getState();
    for (const block of shownBlocks()) if (!blocks.has(block)) ask(block);
  };

  /** Reads what is shown anew, and lets go of the rest once it is there. */
  const refresh = () => {
    round += 1;
    asked = new Set();
    const own = round;
    Promise.all(shownBlocks().map(async (block) => [block, await read(block)] as const)).then(
      (found) => {
        if (isClosed || own !== round) return;
        store.setState((state) => withBlocks(state, found, new Map()));
        showMissing();
      },
      (error: unknown) => {
        if (!isClosed && own === round) store.setState({ error });
      },
    );
  };

  const later = () => {
    timer ??= setTimeout(() => {
      timer = null;
      refresh();
    }, VIEW_REFRESH_PAUSE_MS);
  };

  return {
    store,
    show(first, last) {
      shown = { first, last };
      // Where the list is nobody knows before the first answer.
      if (store.getState().total !== null) showMissing();
    },
    retry: refresh,
    onEntry(entry) {
      if (entry.type === "hello") {
        refresh();
        return;
      }
      if (entry.tickets.length === 0) return;
      const known = entry.tickets.filter(({ id }) => store.getState().cards.has(id));
      if (known.length > 0)
        store.setState(({ cards }) => ({
          cards: new Map([...cards, ...known.map((card) => [card.id, card] as const)]),
        }));
      later();
    },
    open() {
      isClosed = false;
      refresh();
    },
    close() {
      isClosed = true;
      round += 1;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}

/** The blocks nearest to the one that came. */
function keptBlocks(blocks: ViewListState["blocks"], to: number): ViewListState["blocks"] {
  if (blocks.size < MAX_VIEW_BLOCKS) return blocks;
  const near = [...blocks].toSorted(([a], [b]) => Math.abs(a - to) - Math.abs(b - to));
  return new Map(near.slice(0, MAX_VIEW_BLOCKS - 1));
}

function withBlocks(
  state: ViewListState,
  found: readonly (readonly [number, FoundTickets])[],
  kept: ViewListState["blocks"],
): ViewListState {
  const latest = found.at(-1)?.[1];
  if (latest === undefined) return state;
  const blocks = new Map([...kept, ...found.map(([block, { items }]) => [block, items.map(({ id }) => id)] as const)]);
  const fresh = new Map(found.flatMap(([, { items }]) => items.map((card) => [card.id, card] as const)));
  const cards = new Map<TicketId, TicketCard>();
  for (const ids of blocks.values()) {
    for (const id of ids) {
      const card = fresh.get(id) ?? state.cards.get(id);
      if (card !== undefined) cards.set(id, card);
    }
  }
  return { total: latest.total, isExact: latest.isExact, groups: latest.groups, blocks, cards, error: null };
}

/** The ticket at a place of the list; undefined where it is not loaded. */
export function idAt({ blocks }: Pick<ViewListState, "blocks">, place: number): TicketId | undefined {
  return blocks.get(blockOf(place))?.[place % VIEW_BLOCK_SIZE];
}

/** Where a ticket stands; -1 where it is not loaded. */
export function placeOf({ blocks }: Pick<ViewListState, "blocks">, id: TicketId): number {
  for (const [block, ids] of blocks) {
    const at = ids.indexOf(id);
    if (at !== -1) return block * VIEW_BLOCK_SIZE + at;
  }
  return -1;
}

/** All that are loaded, in their order. */
export function loadedIds({ blocks }: Pick<ViewListState, "blocks">): TicketId[] {
  return [...blocks].toSorted(([a], [b]) => a - b).flatMap(([, ids]) => ids);
}
