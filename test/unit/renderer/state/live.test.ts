import { expect, test } from "vitest";
import { createDeskStore, EMPTY_SETUP } from "#renderer/state/desk-store.ts";
import { type LiveChanges, type LiveHello, takeEntry } from "#renderer/state/live.ts";
import { TicketId, UserId } from "#shared/model/ids.ts";
import { STATUS } from "../cards.ts";

const BO = { userId: UserId.parse("u_bo"), ticketId: TicketId.parse("t1"), isTyping: false };
const HELLO: LiveHello = { type: "hello", protocol: 1, status: STATUS, setup: EMPTY_SETUP, stageCounts: {} };
const CHANGES: LiveChanges = { type: "changes", tickets: [], messages: [], activities: [], conversations: [] };

test("who else is there is told by the hello, changed by the feed, kept by what says nothing of it, and nobody after a hello without", () => {
  let state = createDeskStore().getState();
  const told = [
    { ...HELLO, colleagues: [BO] },
    CHANGES,
    { ...CHANGES, colleagues: [{ ...BO, isTyping: true }] },
    { ...CHANGES, colleagues: [] },
    { ...HELLO, colleagues: [BO] },
    HELLO,
  ].map((entry) => {
    const before = state.colleagues;
    state = takeEntry(state, entry);
    return [state.colleagues, state.colleagues === before];
  });
  expect(told).toEqual([
    [[BO], false],
    [[BO], true],
    [[{ ...BO, isTyping: true }], false],
    [[], false],
    [[BO], false],
    [[], false],
  ]);
});
