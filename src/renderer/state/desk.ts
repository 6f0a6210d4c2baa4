/**
 * The interface's side of the desk: client, store and commands in one object, made once in `main.tsx` and given to components by
 * `desk-context.tsx`.
 *
 * - `desk.client` is the typed contract; commands that need no painting ahead are called on it directly.
 * - `desk.moveTicket` moves with painting ahead and rolling back.
 * - `desk.onLive(listener)` tells every entry of the live feed after the store has taken it in; screens that hold more than the store does
 *   (an opened ticket's messages and activities) listen to it, and load anew at each hello.
 */
import type { DesktopClient } from "#shared/contract/desktop/index.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import type { PipelineId, StageId, TicketId } from "#shared/model/ids.ts";
import { createColumnLoader } from "./column-loader.ts";
import { withHeld, withOnlyColumns, withoutHeld, withReach } from "./columns.ts";
import { connectDesk } from "./connection.ts";
import { createDeskStore, type DeskStore } from "./desk-store.ts";
import { takeEntry } from "./live.ts";
import { type MoveOutcome, moveTicket, type Place } from "./moves.ts";
import type { MoveTarget } from "./pending-move.ts";
import { createTicketAhead, type TicketAhead } from "./ticket-ahead.ts";
import type { OpenTransport } from "./transport.ts";

export type LiveListener = (entry: LiveEntry) => void;

export type Desk = {
  readonly client: DeskClient;
  /** The system around the window; null in a browser. */
  readonly desktop: DesktopClient | null;
  readonly store: DeskStore;
  readonly now: () => number;
  loadMore(pipelineId: PipelineId, stageId: StageId): Promise<void>;
  /** The board of these stages is shown, and no other. */
  showColumns(stageIds: readonly StageId[]): void;
  /** The person looks down to this row of a stage's column. */
  reach(stageId: StageId, row: number): void;
  /** A screen shows this ticket: what its card tells is kept, until the returned function is called. */
  hold(id: TicketId): () => void;
  /** Painted ahead and rolled back; `at` for a ticket that no column has shown. Screens use `useMoveTicket` of `components/move`, which tells the outcome. */
  moveTicket(id: TicketId, to: MoveTarget, at?: Place): Promise<MoveOutcome>;
  /** Returns the function that stops listening. */
  readonly onLive: (listener: LiveListener) => () => void;
  /** Asks for a ticket before it is shown. */
  readonly ahead: TicketAhead;
  retryNow(): void;
  close(): void;
};

export type DeskOptions = {
  readonly open: OpenTransport;
  /** The page is in the desktop app's window. */
  readonly isDesktop: boolean;
  readonly now: () => number;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
};

export function createDesk(options: DeskOptions): Desk {
  const store = createDeskStore();
  const listeners = new Set<LiveListener>();
  const connection = connectDesk({
    open: options.open,
    pause: options.pause,
    onState: (state) => store.setState({ connection: state }),
    onEntry: (entry) => {
      loader.onEntry(entry);
      ahead.onEntry(entry);
      store.setState((state) => takeEntry(state, entry));
      for (const listener of listeners) listener(entry);
    },
  });
  const { client } = connection;
  const loader = createColumnLoader(client, store);
  const ahead = createTicketAhead(client, options.now);

  return {
    client,
    desktop: options.isDesktop ? connection.desktop : null,
    store,
    now: options.now,
    loadMore: (pipelineId, stageId) => loader.loadMore(pipelineId, stageId),
    showColumns: (stageIds) => store.setState(({ board }) => ({ board: withOnlyColumns(board, new Set(stageIds)) })),
    reach: (stageId, row) => store.setState(({ board }) => ({ board: withReach(board, stageId, row) })),
    hold: (id) => {
      store.setState(({ board }) => ({ board: withHeld(board, id) }));
      return () => store.setState(({ board }) => ({ board: withoutHeld(board, id) }));
    },
    moveTicket: (id, to, at) => moveTicket({ client, store, now: options.now }, id, to, at),
    onLive: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ahead,
    retryNow: () => connection.retryNow(),
    close: () => connection.close(),
  };
}
