/**
 * Small state of the frame itself: what the screen calls itself in the top bar and the window's title, and what was last said to screen readers,
 * and where the boards were scrolled to.
 * Screens use `usePageTitle(text)` and `useAnnounce()` of `use-shell.ts`.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { PipelineId, StageId, TicketId } from "#shared/model/ids.ts";

/** Where the person was on a board, so that they find it again when they come back from a ticket. */
export type BoardPlace = {
  readonly focusedId: TicketId | null;
  readonly leftPx: number;
  readonly topPx: ReadonlyMap<StageId, number>;
};

export const BOARD_START: BoardPlace = { focusedId: null, leftPx: 0, topPx: new Map() };

export type ShellState = {
  /** null: the frame names the page by its route. */
  readonly pageTitle: string | null;
  /** `count` makes the same words heard again. */
  readonly announcement: { readonly text: string; readonly count: number };
  /** Ticks every `CLOCK_TICK_MS`, for ages and due dates. */
  readonly nowEpochMs: number;
  readonly sheetOpened: boolean;
  /** Takes back what was done last (`z`); null where nothing can be. */
  readonly undo: (() => void) | null;
  readonly boardPlaces: ReadonlyMap<PipelineId, BoardPlace>;
};
export type ShellStore = StoreApi<ShellState>;

export function createShellStore(nowEpochMs: number): ShellStore {
  return createStore<ShellState>(() => ({
    pageTitle: null,
    announcement: { text: "", count: 0 },
    nowEpochMs,
    sheetOpened: false,
    undo: null,
    boardPlaces: new Map(),
  }));
}
