/**
 * What the interface knows of the desk: one zustand store in slices.
 *
 * - `connection`, `status`, `setup`, `stageCounts`: replaced by each hello and patched by the live feed (`live.ts`).
 * - `board`: cards by id and the columns of the stages that have been shown (`columns.ts`), as the *core* last told them.
 * - `moves`: moves that were painted before the core answered (`moves.ts`). What is shown is always the core's card with its move laid over it:
 *   a refused move is undone by forgetting it, and a live entry that arrives meanwhile can't flip the card back.
 *
 * Nobody but the functions of this folder writes the store. Components read it by `useDeskState(selector)` of `desk-context.tsx`.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { DeskSetup, DeskStatus, StageCounts } from "#shared/contract/desk.ts";
import type { Colleague } from "#shared/sync/protocol.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { type Board, NEW_BOARD } from "./columns.ts";
import type { ConnectionState } from "./connection.ts";
import type { PendingMove } from "./pending-move.ts";

export type DeskState = {
  readonly connection: ConnectionState;
  /** How many hellos there were: what isn't kept right by the feed alone is loaded anew when it grows. */
  readonly hellos: number;
  /** null until the first hello. */
  readonly status: DeskStatus | null;
  readonly setup: DeskSetup;
  readonly stageCounts: StageCounts;
  /** Who else of a team is there, and at which ticket. The same list until somebody goes elsewhere. */
  readonly colleagues: readonly Colleague[];
  /** As shown: with the pending moves laid over. */
  readonly board: Board;
  readonly moves: ReadonlyMap<TicketId, PendingMove>;
};
export type DeskStore = StoreApi<DeskState>;

export const EMPTY_SETUP: DeskSetup = {
  pipelines: [],
  workflows: [],
  channels: [],
  users: [],
  teams: [],
  properties: [],
  slaPolicies: [],
  workCalendars: [],
  mailTemplates: [],
  snippets: [],
  macros: [],
  workflowDrafts: [],
  views: [],
};

/** One list, so that a selector of it is stable. */
export const NOBODY: readonly Colleague[] = [];

export function createDeskStore(): DeskStore {
  return createStore<DeskState>(() => ({
    connection: { kind: "connecting" },
    hellos: 0,
    status: null,
    setup: EMPTY_SETUP,
    stageCounts: {},
    colleagues: NOBODY,
    board: NEW_BOARD,
    moves: new Map(),
  }));
}
