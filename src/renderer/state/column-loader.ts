import type { DeskClient } from "#shared/contract/index.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import type { PipelineId, StageId, TicketId } from "#shared/model/ids.ts";
import { NEW_COLUMN, withLoad, withPage } from "./columns.ts";
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
  /** One set for each page on its way: the tickets that the feed told meanwhile. null: a hello came, the page is worthless. */
  const onTheWay = new Map<StageId, Set<TicketId>>();

  return {
    async loadMore(pipelineId, stageId) {
      const column = store.getState().board.columns.get(stageId) ?? NEW_COLUMN;
      if (column.nextCursor === null || onTheWay.has(stageId)) return;
      const toldMeanwhile = new Set<TicketId>();
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
          const items = page.items.map((card) => {
            const move = state.moves.get(card.id);
            return move === undefined ? card : movedCard({ ...move, core: card });
          });
          return {
            board: withPage(state.board, stageId, { items, nextCursor: page.nextCursor }, (id) =>
              toldMeanwhile.has(id),
            ),
          };
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
      for (const told of onTheWay.values()) for (const card of entry.tickets) told.add(card.id);
    },
  };
}
