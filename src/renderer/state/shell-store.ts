/**
 * Small state of the frame itself: what the screen calls itself in the top bar and the window's title, and what was last said to screen readers,
 * and where the boards were scrolled to.
 * Screens use `usePageTitle(text)` and `useAnnounce()` of `use-shell.ts`.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ViewLook } from "#shared/automation/documents/saved-view.ts";
import type { FirstSteps } from "#shared/contract/first-steps.ts";
import type { SavedSearch } from "#shared/contract/search.ts";
import type { PipelineId, StageId, TicketId } from "#shared/model/ids.ts";
import type { BulkChange } from "#shared/model/ticket-change.ts";
import type { TicketCard, TicketView } from "#shared/contract/views.ts";
import type { TicketWalk } from "./ticket-walk.ts";
import { createUndoStack, type UndoStack } from "./undo-stack.ts";

/** Where the person was on a board, so that they find it again when they come back from a ticket. */
export type BoardPlace = {
  readonly focusedId: TicketId | null;
  readonly leftPx: number;
  readonly topPx: ReadonlyMap<StageId, number>;
};

export const BOARD_START: BoardPlace = { focusedId: null, leftPx: 0, topPx: new Map() };

/** A ticket as far as commands from anywhere need it: a card of the board or an opened ticket. */
export type TicketSubject = Pick<
  TicketCard | TicketView,
  | "id"
  | "number"
  | "subject"
  | "pipelineId"
  | "stageId"
  | "priority"
  | "ownerId"
  | "dueAtEpochMs"
  | "snoozedUntilEpochMs"
  | "tags"
  | "values"
> &
  Pick<Partial<TicketView>, "mergedIntoTicketId">;

/** A link to somewhere outside of the desk. */
export type AskedLink = {
  readonly href: string;
  /** The words that one clicks on; they may say something else. */
  readonly text: string;
};

/** The tickets that are picked in the list on the screen, and how all of them are changed, with the progress shown there. */
export type PickedTickets = {
  readonly ids: readonly TicketId[];
  readonly run: (change: BulkChange) => void;
};

export type ShellState = {
  /** null: the frame names the page by its route. */
  readonly pageTitle: string | null;
  /** `count` makes the same words heard again. */
  readonly announcement: { readonly text: string; readonly count: number };
  /** Ticks every `CLOCK_TICK_MS`, for ages and due dates. */
  readonly nowEpochMs: number;
  readonly sheetOpened: boolean;
  /** What was done in this window, for `z` and `Shift+z`. */
  readonly undo: UndoStack;
  /** Counted up by each step that was taken back or done again. */
  readonly stepsTaken: number;
  /** The card that a step taken back, or done again, has moved: it keeps the focus. `count` makes the same one ask anew. */
  readonly focusCard: { readonly ticketId: TicketId; readonly count: number } | null;
  /** The list that the person goes through inside of tickets; null: the next ticket that is opened begins one. */
  readonly walk: TicketWalk | null;
  /** What the palette's commands are about: the ticket on the screen, or the card that has the focus; null where there is none. */
  readonly subject: (() => TicketSubject | null) | null;
  /** null: no list is shown in which tickets can be picked. */
  readonly picked: (() => PickedTickets) | null;
  /** Counted up by each wish to have the palette opened with these words. */
  readonly paletteAsked: { readonly text: string; readonly count: number };
  /** The ticket of which is asked why it is where it is; null: nothing is. */
  readonly whyHere: TicketId | null;
  /** The link of which the person is asked whether it is to be opened; null: of none. */
  readonly linkAsked: AskedLink | null;
  readonly boardPlaces: ReadonlyMap<PipelineId, BoardPlace>;
  /** View id → what the person changed of it and neither saved nor gave up. */
  readonly viewChanges: ReadonlyMap<string, ViewLook>;
  /** View id → where its list was scrolled to, and the ticket that was looked at last. */
  readonly viewPlaces: ReadonlyMap<string, { readonly topPx: number; readonly cursorId: TicketId | null }>;
  /** The screen is being printed: everything on it is open, in light colours. */
  readonly isPrinting: boolean;
  /** The person types an answer or a note just now. */
  readonly isTyping: boolean;
  /** In a window that has no room beside the page: the route over which the list is drawn; null: over none. */
  readonly listDrawnAt: string | null;
  /** null before the core has told. */
  readonly savedSearches: readonly SavedSearch[] | null;
  /** The person's way to the first automated answer; null before the core has told. */
  readonly firstSteps: FirstSteps | null;
};
export type ShellStore = StoreApi<ShellState>;

export function createShellStore(nowEpochMs: number): ShellStore {
  return createStore<ShellState>(() => ({
    pageTitle: null,
    announcement: { text: "", count: 0 },
    nowEpochMs,
    sheetOpened: false,
    undo: createUndoStack(),
    stepsTaken: 0,
    focusCard: null,
    walk: null,
    subject: null,
    picked: null,
    paletteAsked: { text: "", count: 0 },
    whyHere: null,
    linkAsked: null,
    boardPlaces: new Map(),
    viewChanges: new Map(),
    viewPlaces: new Map(),
    isPrinting: false,
    isTyping: false,
    listDrawnAt: null,
    savedSearches: null,
    firstSteps: null,
  }));
}
