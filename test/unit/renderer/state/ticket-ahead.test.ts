import { expect, test, vi } from "vitest";
import { TICKET_AHEAD_MS } from "#renderer/state/limits.ts";
import { createTicketAhead } from "#renderer/state/ticket-ahead.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import { card, STATUS, ticketId } from "../cards.ts";
import { fakeClient } from "../fake-client.ts";

const [A, B] = [ticketId("a"), ticketId("b")];
const NOTHING: Extract<LiveEntry, { type: "changes" }> = {
  type: "changes",
  tickets: [],
  messages: [],
  activities: [],
  conversations: [],
};
const HELLO: LiveEntry = {
  type: "hello",
  protocol: 1,
  status: STATUS,
  setup: {
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
  },
  stageCounts: {},
};

/** What was asked for A, with its answer there. */
async function asked(answer: () => unknown = () => ({ of: "a" })) {
  const clock = { nowEpochMs: 0 };
  const calls: unknown[] = [];
  const client = fakeClient({
    "tickets.open": (input) => {
      calls.push(input);
      return answer();
    },
  });
  const ahead = createTicketAhead(client, () => clock.nowEpochMs);
  ahead.ask(A);
  await vi.waitFor(() => expect(calls).toEqual([{ id: A }]));
  await Promise.resolve();
  return { ahead, clock, calls };
}

test("an answer is given once, to whoever shows that ticket", async () => {
  const { ahead } = await asked();
  expect([ahead.peek(B), ahead.peek(A)]).toEqual([undefined, { of: "a" }]);
  expect(await ahead.take(A)).toEqual({ of: "a" });
  expect([ahead.peek(A), ahead.take(A)]).toEqual([undefined, undefined]);
});

test("the same ticket is not asked for twice, another one takes its place", async () => {
  const { ahead, calls } = await asked();
  ahead.ask(A);
  ahead.ask(B);
  await vi.waitFor(() => expect(calls).toEqual([{ id: A }, { id: B }]));
  expect(ahead.take(A)).toBeUndefined();
});

test.each<[string, LiveEntry]>([
  ["the ticket changed", { ...NOTHING, tickets: [card("a", 1)] }],
  ["the connection was lost and is there again", HELLO],
])("an answer holds no longer once %s", async (_what, entry) => {
  const { ahead } = await asked();
  ahead.onEntry({ ...NOTHING, tickets: [card("b", 1)] });
  expect(ahead.peek(A)).toEqual({ of: "a" });
  ahead.onEntry(entry);
  expect([ahead.peek(A), ahead.take(A)]).toEqual([undefined, undefined]);
});

test("an answer holds for a moment only", async () => {
  const { ahead, clock } = await asked();
  clock.nowEpochMs = TICKET_AHEAD_MS;
  expect([ahead.peek(A), ahead.take(A)]).toEqual([undefined, undefined]);
});

test("a refusal is told to whoever shows the ticket, and to nobody else", async () => {
  const { ahead } = await asked(() => Promise.reject(new Error("gone")));
  await expect(ahead.take(A)).rejects.toThrow("gone");
});
