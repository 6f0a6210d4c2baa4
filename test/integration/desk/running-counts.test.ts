import { afterEach, beforeEach, expect, test } from "vitest";
import type { PipelineId, StageId, TicketId } from "#shared/model/ids.ts";
import { createRandom, type Random } from "#main/demo/random.ts";
import { definitionOf } from "../../support/definitions.ts";
import { freshCounts } from "../../support/fresh-counts.ts";
import { INBOUND, openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

const SEEDS = [1, 2, 3, 4, 5, 6];
const COMMANDS = 50;

/** Names of the commands that were not refused each time. */
const carriedOut = new Set<string>();

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const running = () => {
  const { counts } = desk.core.context;
  return { stages: counts.stages(), unreadTickets: counts.unreadTickets(), desk: counts.desk(desk.core.owner()) };
};
const fresh = () => freshCounts(desk.core.context, desk.core.owner());

/** @throws what is no refusal */
function codeOf(error: unknown): unknown {
  if (error instanceof Error && "code" in error && error.code !== "PD_INTERNAL") return error.code;
  throw error;
}

/** Each new ticket is told to the owner, so that there is something to read. */
async function tellOfTickets(): Promise<void> {
  const owner = desk.core.owner();
  await desk.client.workflows.create({
    name: "Tell",
    enabled: true,
    definition: definitionOf({
      sources: ["email", "manual"],
      steps: [{ id: "n", type: "notify", title: "New", to: { userIds: [owner] } }],
    }),
  });
}

test.each(SEEDS)("counts that are kept equal counts made anew, whatever is done (seed %i)", async (seed) => {
  const random = createRandom(seed);
  await tellOfTickets();
  const done: string[] = [];
  for (let number = 0; number < COMMANDS; number++) {
    const [name, command] = random.weighted(COMMANDS_BY_WEIGHT).of;
    done.push(name);
    desk.clock.nowEpochMs += random.integer(1, 60_000);
    // Rules may refuse it: then nothing has changed, and nothing may have been counted.
    const outcome = await command(random, number).then(
      () => "done",
      (error: unknown) => codeOf(error),
    );
    if (outcome === "done") carriedOut.add(name);
    expect({ done, outcome, ...running() }).toEqual({ done, outcome, ...(await fresh()) });
  }
  desk = await desk.reopen();
  expect(running()).toEqual(await fresh());
});

test("every kind of command was carried out in these runs", () => {
  expect(Array.from(carriedOut).toSorted()).toEqual(COMMANDS_BY_WEIGHT.map(({ of: [name] }) => name).toSorted());
});

test("each count moves with what it counts", async () => {
  await tellOfTickets();
  const empty = running();
  const id = await desk.newTicket();
  await desk.client.tickets.reply({ id, text: "Soon." });
  await desk.client.channels.update({ id: INBOUND, createTickets: false });
  await desk.receive({ messageId: "loose@example.com", from: "Ben <ben@example.com>" });
  const unread = await desk.client.desk.unreadCounts();
  expect(unread).toEqual(running().unreadTickets);
  expect(Object.values(unread[SUPPORT] ?? {}).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 1]);
  expect(running().desk).toEqual({
    tickets: empty.desk.tickets + 1,
    messages: empty.desk.messages + 3,
    contacts: empty.desk.contacts + 1,
    inbox: empty.desk.inbox + 1,
    outbox: empty.desk.outbox + 1,
    outboxNeedsPerson: empty.desk.outboxNeedsPerson,
    unreadNotifications: empty.desk.unreadNotifications + 1,
    attention: empty.desk.attention,
  });
});

test("notifications that were read, tasks and other people's are not unread ones", async () => {
  await tellOfTickets();
  const [first, second] = [await desk.newTicket("a@example.com"), await desk.newTicket("b@example.com")];
  await desk.client.tasks.create({ ticketId: first, title: "Call", userId: desk.core.owner() });
  const agent = await desk.as(["super-admin"]);
  const unread = async () => [
    (await desk.client.desk.status()).counts.unreadNotifications,
    (await agent.desk.status()).counts.unreadNotifications,
  ];
  expect(await unread()).toEqual([2, 0]);
  const { items } = await desk.client.notifications.list({});
  await desk.client.notifications.markRead({
    ids: items.filter(({ ticketId }) => ticketId === second).map(({ id }) => id),
  });
  expect(await unread()).toEqual([1, 0]);
  desk = await desk.reopen();
  expect((await desk.client.desk.status()).counts.unreadNotifications).toBe(1);
});

type Command = readonly [name: string, run: (random: Random, number: number) => Promise<unknown>];

async function someTicket(random: Random): Promise<TicketId> {
  const tickets = await desk.core.context.store.tickets.find({ selector: {} });
  return tickets.length === 0 ? desk.newTicket("some@example.com") : random.pick(tickets).id;
}

function somePlace(random: Random): { pipelineId: PipelineId; stageId: StageId } {
  const { id, stages } = random.pick(desk.core.context.setup.pipelines());
  return { pipelineId: id, stageId: random.pick(stages).id };
}

const COMMANDS_BY_WEIGHT: readonly { readonly weight: number; readonly of: Command }[] = [
  {
    weight: 5,
    of: ["receive", (random, number) => desk.receive({ messageId: `${number}@example.com`, from: senderOf(random) })],
  },
  {
    weight: 3,
    of: [
      "receive an answer",
      async (random, number) => {
        const messages = await desk.core.context.store.messages.find({ selector: { direction: "incoming" } });
        const parent = messages.length === 0 ? null : random.pick(messages);
        return desk.receive({
          messageId: `answer-${number}@example.com`,
          from: senderOf(random),
          ...(parent?.rfcMessageId ? { inReplyTo: parent.rfcMessageId.replace(/^<|>$/gu, "") } : {}),
        });
      },
    ],
  },
  {
    weight: 4,
    of: ["move", async (random) => desk.client.tickets.move({ id: await someTicket(random), ...somePlace(random) })],
  },
  {
    weight: 2,
    of: [
      "merge",
      async (random) =>
        desk.client.tickets.merge({ id: await someTicket(random), intoTicketId: await someTicket(random) }),
    ],
  },
  {
    weight: 2,
    of: [
      "create by hand",
      (random, number) =>
        desk.client.tickets.create({
          subject: `By hand ${number}`,
          pipelineId: somePlace(random).pipelineId,
          contactAddress: `contact${random.integer(1, 5)}@example.com`,
        }),
    ],
  },
  {
    weight: 3,
    of: ["answer", async (random) => desk.client.tickets.reply({ id: await someTicket(random), text: "Yes." })],
  },
  {
    weight: 2,
    of: [
      "take an answer back",
      async (random) => {
        const { items } = await desk.client.outbox.list({});
        return items.length === 0 ? null : desk.client.outbox.cancel({ id: random.pick(items).id });
      },
    ],
  },
  {
    weight: 2,
    of: [
      "read notifications",
      async (random) => {
        const { items } = await desk.client.notifications.list({});
        return desk.client.notifications.markRead(
          items.length === 0 || random.chance(0.2) ? {} : { ids: [random.pick(items).id] },
        );
      },
    ],
  },
  {
    weight: 1,
    of: ["read a ticket", async (random) => desk.client.tickets.markRead({ id: await someTicket(random) })],
  },
  {
    weight: 1,
    of: ["make a pipeline", (_random, number) => desk.client.pipelines.create({ name: `Pipeline ${number}` })],
  },
  {
    weight: 1,
    of: [
      "remove a stage",
      async (random) => {
        const pipeline = random.pick(desk.core.context.setup.pipelines());
        const [gone, target] = [random.pick(pipeline.stages), random.pick(pipeline.stages)];
        return desk.client.pipelines.removeStage({ id: pipeline.id, stageId: gone.id, moveTicketsTo: target.id });
      },
    ],
  },
  {
    weight: 1,
    of: [
      "switch tickets on or off",
      (random) => desk.client.channels.update({ id: INBOUND, createTickets: random.chance(0.6) }),
    ],
  },
  {
    weight: 2,
    of: [
      "make a ticket of a conversation",
      async (random) => {
        const loose = await desk.core.context.store.conversations.find({ selector: { ticketId: null } });
        if (loose.length === 0) return null;
        return desk.client.conversations.createTicket({ id: random.pick(loose).id, pipelineId: SUPPORT });
      },
    ],
  },
];

function senderOf(random: Random): string {
  const number = random.integer(1, 8);
  return `Customer ${number} <customer${number}@example.com>`;
}
