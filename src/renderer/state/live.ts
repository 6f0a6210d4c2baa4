/**
 * What an entry of the live feed does to the store. Pure.
 *
 * A hello replaces everything; the columns keep what they show until their first page has been loaded anew, so that a short loss of the
 * connection doesn't flash.
 */
import type { LiveEntry } from "#shared/contract/desk.ts";
import { NEW_COLUMN, type Columns } from "./columns.ts";
import { type DeskState, NOBODY } from "./desk-store.ts";
import { takeCards } from "./moves.ts";
import { withSetupChanges } from "./setup-changes.ts";

export type LiveChanges = Extract<LiveEntry, { type: "changes" }>;
export type LiveHello = Extract<LiveEntry, { type: "hello" }>;

export function takeEntry(state: DeskState, entry: LiveEntry): DeskState {
  return entry.type === "hello" ? takeHello(state, entry) : takeChanges(state, entry);
}

function takeHello(state: DeskState, hello: LiveHello): DeskState {
  const columns: Columns = new Map(
    [...state.board.columns].map(([id, column]) => [id, { ...NEW_COLUMN, ids: column.ids, reach: column.reach }]),
  );
  return {
    ...state,
    hellos: state.hellos + 1,
    status: hello.status,
    setup: hello.setup,
    stageCounts: hello.stageCounts,
    colleagues: hello.colleagues ?? NOBODY,
    board: { ...state.board, columns },
    moves: new Map(),
  };
}

function takeChanges(state: DeskState, changes: LiveChanges): DeskState {
  const next = {
    ...state,
    status: changes.status ?? state.status,
    setup: changes.setup === undefined ? state.setup : withSetupChanges(state.setup, changes.setup),
    stageCounts: changes.stageCounts ?? state.stageCounts,
    colleagues: changes.colleagues ?? state.colleagues,
  };
  return changes.tickets.length === 0 ? next : takeCards(next, changes.tickets, "live");
}
