/**
 * Moves that are painted before the core has answered.
 *
 * A pending move keeps the core's newest card of its ticket beside the place the person chose; what is shown is the one laid over the other.
 * It ends in one of two ways: refused, and the core's card is shown again; or granted *and* told by the live feed, so that cards and counts
 * change hands in the same moment and no number flickers.
 */
import type { DeskClient } from "#shared/contract/index.ts";
import type { StageCounts } from "#shared/contract/desk.ts";
import type { TicketCard, TicketView } from "#shared/contract/views.ts";
import type { PipelineId, StageId, TicketId } from "#shared/model/ids.ts";
import { withCards } from "./columns.ts";
import type { DeskState, DeskStore } from "./desk-store.ts";
import { movedCard, type MoveTarget, type PendingMove } from "./pending-move.ts";

export type Place = { readonly pipelineId: PipelineId; readonly stageId: StageId };

export type MoveOutcome =
  | {
      readonly kind: "moved";
      readonly ticket: TicketView;
      readonly from: Place;
    }
  | { readonly kind: "refused"; readonly error: unknown }
  /** It is there already, or it isn't known. */
  | { readonly kind: "nothing" };

/** Paints the move; undefined where there is nothing to move. */
export function beginMove(state: DeskState, id: TicketId, to: MoveTarget, nowEpochMs: number): DeskState | undefined {
  const core = state.board.cards.get(id);
  if (core === undefined || core.stageId === to.stageId || state.moves.has(id)) return undefined;
  const move: PendingMove = { to, core, atEpochMs: nowEpochMs, granted: false, told: false };
  return { ...state, moves: new Map(state.moves).set(id, move), board: withCards(state.board, [movedCard(move)]) };
}

/** The core refused, or could not be asked: what it last told is shown again. */
export function rollBackMove(state: DeskState, id: TicketId): DeskState {
  const move = state.moves.get(id);
  if (move === undefined) return state;
  return { ...state, moves: withoutMove(state, id), board: withCards(state.board, [move.core]) };
}

/** The core said yes. */
export function grantMove(state: DeskState, id: TicketId, ticket: TicketView): DeskState {
  const move = state.moves.get(id);
  if (move === undefined) return state;
  if (!move.told) return { ...state, moves: new Map(state.moves).set(id, { ...move, granted: true }) };
  return { ...state, moves: withoutMove(state, id), board: withCards(state.board, [cardOf(ticket, move.core)]) };
}

/** Takes in cards from the live feed or a page, with the pending moves laid over them. */
export function takeCards(state: DeskState, cards: readonly TicketCard[], source: "live" | "page"): DeskState {
  const moves = new Map(state.moves);
  const shown = cards.map((card) => {
    const move = moves.get(card.id);
    if (move === undefined) return card;
    if (source === "live" && move.granted) {
      moves.delete(card.id);
      return card;
    }
    const updated: PendingMove = { ...move, core: card, told: move.told || source === "live" };
    moves.set(card.id, updated);
    return movedCard(updated);
  });
  return { ...state, moves, board: withCards(state.board, shown) };
}

/** Tickets in a stage as shown: the core's count, corrected by the moves that it hasn't counted yet. */
export function shownCount(
  counts: StageCounts,
  moves: DeskState["moves"],
  pipelineId: PipelineId,
  stageId: StageId,
): number {
  let count = counts[pipelineId]?.[stageId] ?? 0;
  for (const { core, to } of moves.values()) {
    if (core.stageId === to.stageId) continue;
    if (to.stageId === stageId) count += 1;
    if (core.stageId === stageId) count -= 1;
  }
  return Math.max(0, count);
}

export type MoveDesk = { readonly client: DeskClient; readonly store: DeskStore; readonly now: () => number };

/**
 * Moves a ticket: painted at once where its card is known, rolled back if the core refuses. Never rejects. A move of the same ticket that is
 * still on its way is told first, so that none is lost to keys that come faster than the desk answers.
 * `at` is where the ticket is, for a ticket whose card isn't known (opened by a link).
 */
export async function moveTicket(
  { client, store, now }: MoveDesk,
  id: TicketId,
  to: MoveTarget,
  at?: Place,
): Promise<MoveOutcome> {
  while (store.getState().moves.has(id)) await untilSettled(store, id);
  const state = store.getState();
  const from = state.board.cards.get(id) ?? at;
  if (from === undefined || from.stageId === to.stageId) return { kind: "nothing" };
  const painted = beginMove(state, id, to, now());
  if (painted !== undefined) store.setState(painted);
  try {
    const ticket = await client.tickets.move({
      id,
      stageId: to.stageId,
      ...(to.pipelineId === from.pipelineId ? {} : { pipelineId: to.pipelineId }),
      ...(to.properties === undefined ? {} : { properties: to.properties }),
      ...(to.onlyIf === undefined ? {} : { onlyIf: to.onlyIf }),
    });
    store.setState((current) => grantMove(current, id, ticket));
    return { kind: "moved", ticket, from: { pipelineId: from.pipelineId, stageId: from.stageId } };
  } catch (error) {
    store.setState((current) => rollBackMove(current, id));
    return { kind: "refused", error };
  }
}

function untilSettled(store: DeskStore, id: TicketId): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe(({ moves }) => {
      if (moves.has(id)) return;
      stop();
      resolve();
    });
  });
}

/** A card with what a command answered; the contact's name isn't part of a ticket and stays. */
export function cardOf(ticket: TicketView, before: TicketCard): TicketCard {
  const taken = Object.keys(before).filter((key): key is keyof TicketCard & keyof TicketView => key in ticket);
  return { ...before, ...Object.fromEntries(taken.map((key) => [key, ticket[key]])) };
}

function withoutMove(state: DeskState, id: TicketId): DeskState["moves"] {
  const moves = new Map(state.moves);
  moves.delete(id);
  return moves;
}
