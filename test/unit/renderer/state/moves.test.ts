import { ORPCError } from "@orpc/client";
import { describe, expect, test } from "vitest";
import { withPage } from "#renderer/state/columns.ts";
import { createDeskStore, type DeskState } from "#renderer/state/desk-store.ts";
import { takeEntry } from "#renderer/state/live.ts";
import {
  beginMove,
  cardOf,
  grantMove,
  moveTicket,
  rollBackMove,
  shownCount,
  takeCards,
} from "#renderer/state/moves.ts";
import type { TicketView } from "#shared/contract/views.ts";
import { card, CLOSED, NEW, PIPELINE, STATUS, ticketId, ticketOf, WAITING } from "../cards.ts";
import { fakeClient } from "../fake-client.ts";

const ID = ticketId("t");
const BEFORE = card("t", 10);
const TO_WAITING = { pipelineId: PIPELINE, stageId: WAITING };

/** One ticket in New, an empty Waiting, both loaded to the end. */
function start(): DeskState {
  const state = createDeskStore().getState();
  const page = (stageId: typeof NEW, items: readonly (typeof BEFORE)[]) => (board: DeskState["board"]) =>
    withPage(board, stageId, { items, nextCursor: null }, () => false);
  return {
    ...state,
    board: page(WAITING, [])(page(NEW, [BEFORE])(state.board)),
    stageCounts: { [PIPELINE]: { [NEW]: 1, [WAITING]: 0 } },
  };
}

const shown = (state: DeskState) => ({
  new: state.board.columns.get(NEW)?.ids,
  waiting: state.board.columns.get(WAITING)?.ids,
  counts: [NEW, WAITING].map((stage) => shownCount(state.stageCounts, state.moves, PIPELINE, stage)),
  pending: state.moves.size,
});
const MOVED = { new: [], waiting: ["t"], counts: [0, 1], pending: 1 };

function begun(state = start()): DeskState {
  const next = beginMove(state, ID, TO_WAITING, 50);
  if (next === undefined) throw new Error("The move did not begin.");
  return next;
}

function told(state: DeskState, stageId: typeof NEW, atEpochMs: number): DeskState {
  return takeEntry(state, {
    type: "changes",
    tickets: [card("t", atEpochMs, { stageId })],
    messages: [],
    activities: [],
    conversations: [],
    stageCounts: { [PIPELINE]: { [NEW]: stageId === NEW ? 1 : 0, [WAITING]: stageId === WAITING ? 1 : 0 } },
  });
}

describe("optimistic moves", () => {
  test("the card and both counts change at once", () => {
    expect(shown(begun())).toEqual(MOVED);
  });

  test("a refused move puts everything back as the core last told it", () => {
    const back = rollBackMove(begun(), ID);
    expect({ ...shown(back), card: back.board.cards.get(ID) }).toEqual({
      new: ["t"],
      waiting: [],
      counts: [1, 0],
      pending: 0,
      card: BEFORE,
    });
  });

  test("a granted move stays painted until the feed tells it, and then is simply true", () => {
    const granted = grantMove(begun(), ID, ticketOf(BEFORE, { stageId: WAITING }));
    expect(shown(granted)).toEqual(MOVED);
    expect(shown(told(granted, WAITING, 60))).toEqual({ ...MOVED, pending: 0 });
  });

  test("the feed may be faster than the answer", () => {
    const early = told(begun(), WAITING, 60);
    expect(shown(early)).toEqual(MOVED);
    expect(shown(grantMove(early, ID, ticketOf(card("t", 60), { stageId: WAITING })))).toEqual({
      ...MOVED,
      pending: 0,
    });
  });

  test("a change of the ticket that arrives meanwhile does not flip the card back, and is what a refusal returns to", () => {
    const meanwhile = told(begun(), NEW, 40);
    expect(shown(meanwhile)).toEqual(MOVED);
    const back = rollBackMove(meanwhile, ID);
    expect([shown(back).new, back.board.cards.get(ID)?.lastActivityAtEpochMs]).toEqual([["t"], 40]);
  });

  test("an automation that moves the ticket on has the last word", () => {
    const granted = grantMove(begun(), ID, ticketOf(BEFORE, { stageId: WAITING }));
    const on = takeCards(granted, [card("t", 70, { stageId: CLOSED })], "live");
    expect(shown(on)).toMatchObject({ new: [], waiting: [], pending: 0 });
  });

  test("a page that is read again shows the move as well", () => {
    expect(shown(takeCards(begun(), [BEFORE], "page"))).toEqual(MOVED);
  });

  test("a hello forgets all pending moves", () => {
    const { setup } = start();
    const state = takeEntry(begun(), { type: "hello", protocol: 1, setup, stageCounts: {}, status: STATUS });
    expect([state.moves.size, state.status?.deskName]).toEqual([0, "Desk"]);
  });

  test("there is nothing to move for an unknown ticket, the own stage, or a ticket on its way", () => {
    const state = start();
    expect([
      beginMove(state, ticketId("unknown"), TO_WAITING, 1),
      beginMove(state, ID, { pipelineId: PIPELINE, stageId: NEW }, 1),
      beginMove(begun(state), ID, { pipelineId: PIPELINE, stageId: CLOSED }, 1),
    ]).toEqual([undefined, undefined, undefined]);
  });

  test("[G4] values that the stage requires are painted with the move", () => {
    const state = beginMove(start(), ID, { ...TO_WAITING, properties: { priority: "high", tags: ["vip"] } }, 50);
    expect(state?.board.cards.get(ID)).toMatchObject({
      stageId: WAITING,
      priority: "high",
      tags: ["vip"],
      subject: BEFORE.subject,
    });
  });

  test("what a command answers keeps the contact's name, which is no part of a ticket", () => {
    expect(cardOf(ticketOf(BEFORE, { stageId: WAITING, snippet: "new" }), BEFORE)).toEqual({
      ...BEFORE,
      stageId: WAITING,
      snippet: "new",
    });
  });
});

describe("moveTicket", () => {
  const refusal = new ORPCError("RULE_REFUSED", { defined: true, data: { code: "PD_RULE_REFUSED", rule: "G1" } });

  function desk(answer: () => Promise<TicketView>) {
    const store = createDeskStore();
    store.setState(start());
    const asked: unknown[] = [];
    const client = fakeClient({
      "tickets.move": (input) => {
        asked.push(input);
        return answer();
      },
    });
    return { store, asked, moving: { client, store, now: () => 50 } };
  }

  test("paints before the core answers, and tells where the ticket came from", async () => {
    const answer = Promise.withResolvers<TicketView>();
    const { store, asked, moving } = desk(() => answer.promise);
    const outcome = moveTicket(moving, ID, TO_WAITING);
    expect(shown(store.getState())).toEqual(MOVED);
    const ticket = ticketOf(BEFORE, { stageId: WAITING });
    answer.resolve(ticket);
    expect(await outcome).toEqual({ kind: "moved", ticket, from: { pipelineId: PIPELINE, stageId: NEW } });
    expect(asked).toEqual([{ id: "t", stageId: WAITING }]);
  });

  test("[G1] a refusal rolls back and hands the reason over", async () => {
    const { store, moving } = desk(() => Promise.reject(refusal));
    const before = store.getState();
    expect(await moveTicket(moving, ID, TO_WAITING)).toEqual({ kind: "refused", error: refusal });
    expect(shown(store.getState())).toEqual(shown(before));
  });

  test("a second move that comes before the first was told waits for it, and goes out", async () => {
    const { store, asked, moving } = desk(() => Promise.resolve(ticketOf(BEFORE, { stageId: WAITING })));
    expect((await moveTicket(moving, ID, TO_WAITING)).kind).toBe("moved");
    const second = moveTicket(moving, ID, { pipelineId: PIPELINE, stageId: CLOSED });
    expect(asked).toHaveLength(1);
    store.setState((state) => told(state, WAITING, 60));
    expect(await second).toMatchObject({ kind: "moved", from: { stageId: WAITING } });
    expect(asked).toEqual([
      { id: "t", stageId: WAITING },
      { id: "t", stageId: CLOSED },
    ]);
  });

  test("a ticket that no column has shown is moved without painting", async () => {
    const other = card("other", 1, { stageId: WAITING });
    const { store, asked, moving } = desk(() => Promise.resolve(ticketOf(other, { stageId: CLOSED })));
    const outcome = await moveTicket(
      moving,
      other.id,
      { pipelineId: PIPELINE, stageId: CLOSED },
      { pipelineId: PIPELINE, stageId: WAITING },
    );
    expect([outcome.kind, asked, store.getState().moves.size]).toEqual([
      "moved",
      [{ id: "other", stageId: CLOSED }],
      0,
    ]);
  });
});
