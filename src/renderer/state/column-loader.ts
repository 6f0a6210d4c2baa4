import type { DeskClient } from "#shared/contract/index.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import type { PipelineId, StageId, TicketId } from "#shared/model/ids.ts";
import { NEW_COLUMN, withCards, withLoad, withPage } from "./columns.ts";
import type { DeskStore } from "./desk-store.ts";
import { COLUMN_NEXT_PAGE_SIZE, COLUMN_PAGE_SIZE } from "./limits.ts";
import { movedCard } from "./pending-move.ts";

export type ColumnLoader = {
  /** Loads the next page of a stage, the first where nothing is loaded yet; nothing at the end or while one is on its way. Never rejects. */
  loadMore(pipelineId: PipelineId, stageId: StageId): Promise<void>;
  /** Must hear every entry of the live feed, so that a page that was read earlier doesn't overwrite newer cards. */
  onEntry(entry: LiveEntry): void;
};

export function createColumnLoader(client: DeskClient, store: DeskStore): ColumnLoader {
  /**
   * For each page on its way, the tickets that the feed told meanwhile, as it told them last: they are newer than the page, and a stage of which nothing is loaded yet has
   * let them go. Gone where a hello came: the page is worthless.
   */
  const onTheWay = new Map<StageId, Map<TicketId, TicketCard>>();

  return {
    async loadMore(pipelineId, stageId) {
      const column = store.getState().board.columns.get(stageId) ?? NEW_COLUMN;
      if (column.nextCursor === null || onTheWay.has(stageId)) return;
      const toldMeanwhile = new Map<TicketId, TicketCard>();
      onTheWay.set(stageId, toldMeanwhile);
      const isCurrent = () => onTheWay.get(stageId) === toldMeanwhile;
      store.setState((state) => ({ board: withLoad(state.board, stageId, { kind: "loading" }) }));
      try {
        const cursor = column.nextCursor;
        const page = await client.tickets.list({
          pipelineId,
          stageId,
          ...(cursor === undefined ? { limit: COLUMN_PAGE_SIZE } : { limit: COLUMN_NEXT_PAGE_SIZE }),
          ...(typeof cursor === "string" ? { cursor } : cursor === undefined ? {} : { after: cursor }),
        });
        if (!isCurrent()) return;
        store.setState((state) => {
          const shown = (card: TicketCard) => {
            const move = state.moves.get(card.id);
            return move === undefined ? card : movedCard({ ...move, core: card });
          };
          const items = page.items.map(shown);
          const board = withPage(state.board, stageId, { items, nextCursor: page.nextCursor }, (id) =>
            toldMeanwhile.has(id),
          );
          return { board: withCards(board, Array.from(toldMeanwhile.values(), shown)) };
        });
      } catch (error) {
        if (isCurrent())
          store.setState((state) => ({ board: withLoad(state.board, stageId, { kind: "failed", error }) }));
      } finally {
        if (isCurrent()) onTheWay.delete(stageId);
      }
    },
    onEntry(entry) {
      if (entry.type === "hello") {
        onTheWay.clear();
        return;
      }
      for (const told of onTheWay.values()) for (const card of entry.tickets) told.set(card.id, card);
    },
  };
}
