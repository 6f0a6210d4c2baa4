/**
 * What only the shown board knows: which card has the focus, which one is being dragged and over what. A zustand store for each board, so that a
 * drag repaints two columns and not two thousand cards.
 */
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { TicketCard } from "#shared/contract/views.ts";
import type { StageId, TicketId } from "#shared/model/ids.ts";
import { NOTHING_SELECTED, type Selection } from "../../components/selection/selection.ts";

export type BoardUi = {
  /** The card that the Tab key reaches and that keys act on. */
  readonly focusedId: TicketId | null;
  /** The card that takes the keyboard focus as soon as it is drawn, wherever that is (after a step, a move, on coming back). */
  readonly wantsFocus: TicketId | null;
  readonly dragged: TicketCard | null;
  readonly overStageId: StageId | null;
  /** Of all tickets of a stage, also those that are not loaded; stages without one are absent. */
  readonly overdue: Readonly<Record<string, number>>;
  /** Likewise, of those with something that nobody has read. */
  readonly unread: Readonly<Record<string, number>>;
  /** The cards that are picked, to do something with all of them. */
  readonly selection: Selection;
};
export type BoardUiStore = StoreApi<BoardUi>;

export function createBoardUi(focusedId: TicketId | null): BoardUiStore {
  return createStore<BoardUi>(() => ({
    focusedId,
    wantsFocus: null,
    dragged: null,
    overStageId: null,
    overdue: {},
    unread: {},
    selection: NOTHING_SELECTED,
  }));
}

export const BoardUiContext = createContext<BoardUiStore | null>(null);

export function useBoardUiStore(): BoardUiStore {
  const store = useContext(BoardUiContext);
  if (store === null) throw new Error("BoardUiContext is missing above this component.");
  return store;
}

export function useBoardUi<Part>(selector: (state: BoardUi) => Part): Part {
  return useStore(useBoardUiStore(), selector);
}
