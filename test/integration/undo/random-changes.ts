/** Random changes of tickets, as people make them, and what a desk is compared by. */
import type { BulkChange, TicketChange } from "#shared/model/ticket-change.ts";
import { ConversationId, MessageId, type TicketId, type UserId } from "#shared/model/ids.ts";
import { STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { mailFrom } from "../automation/crm-fixture.ts";

/** Numbers from 0 to 1 that follow from a seed. */
export function randomOf(seed: number): () => number {
  let state = seed + 0x6d2b79f5;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const picker = (random: () => number) =>
  function pick<One>(from: readonly One[]): One {
    return from[Math.floor(random() * from.length)] as One;
  };
type Pick = ReturnType<typeof picker>;

/** Five tickets of four people; two of them have several threads, and one a thread of five mails. */
export async function filled(desk: TestDesk): Promise<TicketId[]> {
  const tickets = [
    await mailFrom(desk, "Anna", "a@example.com"),
    await mailFrom(desk, "Bela", "b@example.com", "Gloves"),
    await mailFrom(desk, "Cleo", "c@example.com", "Hats"),
    await mailFrom(desk, "Dora", "d@example.com", "Scarves"),
    await mailFrom(desk, "Anna", "e@example.com", "Laces"),
  ];
  for (const index of [1, 2, 3, 4]) {
    desk.clock.nowEpochMs += 60_000;
    await desk.receive({ messageId: `a${index}@example.com`, inReplyTo: "a@example.com", text: `More ${index}` });
  }
  await desk.client.tickets.addNote({ id: tickets[0] as TicketId, text: "She called." });
  for (const [from, into] of [
    [4, 0],
    [3, 2],
  ] as const)
    await desk.client.tickets.merge({ id: tickets[from] as TicketId, intoTicketId: tickets[into] as TicketId });
  return tickets;
}

const PLACES = [STAGES.new, STAGES.waitingOnContact, STAGES.waitingOnUs, STAGES.closed];
const TAGS = ["boots", "Vip", "late", "red"];

function bulkChange(pick: Pick, tickets: readonly TicketId[], owner: UserId, nowEpochMs: number): BulkChange {
  return pick<() => BulkChange>([
    () => ({
      kind: "properties",
      values: pick([
        { priority: pick(["high", "low", null] as const) },
        { ownerId: pick([owner, null]) },
        { subject: pick(["Boots", "Shoes", "Sandals"]) },
        { dueAtEpochMs: pick([null, nowEpochMs + 3_600_000]), priority: "urgent" as const },
        { closedAtEpochMs: pick([null, nowEpochMs]) },
      ]),
    }),
    () => ({ kind: "tags", add: [pick(TAGS)], remove: [pick(TAGS)] }),
    () => ({ kind: "followers", add: [owner], remove: [] }),
    () => ({ kind: "followers", add: [], remove: [owner] }),
    () => ({ kind: "move", to: { pipelineId: SUPPORT, stageId: pick(PLACES) } }),
    () => ({
      kind: "move",
      to: { pipelineId: SUPPORT, stageId: pick(PLACES) },
      properties: { priority: "low", tags: ["moved"] },
    }),
    () => ({ kind: "merge", intoTicketId: pick(tickets) }),
    () => ({ kind: "set-aside", as: pick(["trash", "spam"]), blocksWriters: pick([true, false]) }),
    () => ({ kind: "bring-back" }),
  ])();
}

/** One that may be refused: what is asked for need not be there. */
export async function ticketChange(
  desk: TestDesk,
  pick: Pick,
  id: TicketId,
  tickets: readonly TicketId[],
  owner: UserId,
): Promise<TicketChange> {
  const { store } = desk.core.context;
  const conversations = await store.conversations.find({ selector: {} });
  const own = conversations.filter(({ ticketId }) => ticketId === id).map((one) => ConversationId.parse(one.id));
  const messages = await store.messages.find({ selector: { ticketId: id } });
  // What a merged ticket bears counts as what it brought: nobody works on it, but may take it apart.
  if ((await desk.ticket(id)).mergedIntoTicketId !== undefined) return { kind: "unmerge" };
  return pick<() => TicketChange>([
    ...Array.from({ length: 6 }, () => () => bulkChange(pick, tickets, owner, desk.clock.nowEpochMs)),
    () => ({ kind: "unmerge" }),
    () => ({ kind: "link", ticketId: pick(tickets), relation: pick(["related", "follows"]) }),
    () => ({ kind: "unlink", ticketId: pick(tickets) }),
    () => ({ kind: "split", messageId: MessageId.parse(pick(messages)?.id ?? "none") }),
    () => ({
      kind: "detach",
      conversationId: pick(own) ?? ConversationId.parse("none"),
      to: pick(["ticket", "inbox"]),
    }),
    () => ({ kind: "take-in", conversationId: ConversationId.parse(pick(conversations).id) }),
  ])();
}

const NOT_COMPARED = new Set([
  "_meta",
  "_rev",
  "_attachments",
  "_deleted",
  "stamps",
  // The timeline tells of the change and of what took it back.
  "lastActivityAtEpochMs",
  // How a due date was set, for moments that are past.
  "dueSetAtEpochMs",
  "dueQuietUntilEpochMs",
]);
/** When somebody last did this, or null where nobody ever did: a mark of the same meaning. */
const EMPTY = (value: unknown) => value === undefined || value === null;

/** A ticket that was merged, taken apart and merged again is merged since another moment. */
const MOMENTS_OF_MERGE = ["closedAtEpochMs", "timeToCloseMs", "stageEnteredAtEpochMs", "merge"];

function comparable(given: object): unknown {
  const isMerged = (given as { mergedIntoTicketId?: string }).mergedIntoTicketId !== undefined;
  const document = isMerged
    ? Object.fromEntries(Object.entries(given).filter(([name]) => !MOMENTS_OF_MERGE.includes(name)))
    : given;
  return Object.fromEntries(
    Object.entries(document)
      .filter(([name, value]) => !NOT_COMPARED.has(name) && !EMPTY(value))
      .map(([name, value]) => [
        name,
        Array.isArray(value) ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value,
      ]),
  );
}

type Known = { readonly tickets: ReadonlySet<string>; readonly conversations: ReadonlySet<string> };

export async function known(desk: TestDesk): Promise<Known> {
  const { store } = desk.core.context;
  const idsOf = async (found: Promise<readonly { readonly id: string }[]>) =>
    new Set((await found).map(({ id }) => id));
  return {
    tickets: await idsOf(store.tickets.find({ selector: {} })),
    conversations: await idsOf(store.conversations.find({ selector: {} })),
  };
}

/** All documents that people see, whole; of what was made since, whether it is empty and out of the way. */
export async function stateOf(desk: TestDesk, since: Known): Promise<unknown> {
  const { store } = desk.core.context;
  const all = { selector: {}, sort: [{ id: "asc" as const }] };
  const [tickets, conversations, messages, people] = [
    await store.tickets.find(all),
    await store.conversations.find(all),
    await store.messages.find(all),
    await store.people.find(all),
  ];
  return {
    tickets: tickets.filter(({ id }) => since.tickets.has(id)).map(comparable),
    leftover: tickets
      .filter(({ id, aside, messageCount }) => !since.tickets.has(id) && (aside?.as !== "trash" || messageCount > 0))
      .map(comparable),
    conversations: conversations.filter(({ id }) => since.conversations.has(id)).map(comparable),
    leftThreads: conversations.filter(({ id, messageCount }) => !since.conversations.has(id) && messageCount > 0),
    messages: messages.map(comparable),
    people: people.map((person) => comparable(person)),
  };
}
