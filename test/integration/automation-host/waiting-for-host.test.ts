import { afterEach, beforeEach, expect, test } from "vitest";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { StepId, type TicketId } from "#shared/model/ids.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import { definitionOf } from "../../support/definitions.ts";
import { arrive, openTeamDesks, type TeamDesks } from "../../support/team-desks.ts";
import { STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

type Step = WorkflowDefinition["steps"][number];
const id = (name: string) => StepId.parse(name);
const tag = (name: string): Step => ({ id: id(name), type: "add-tags", tags: [name] });
const WAIT: Step = {
  id: id("wait"),
  type: "wait-for",
  duration: { amount: 2, unit: "hours" },
  cancelOn: ["ticket-closed"],
  whenCancelled: "continue",
  businessHours: false,
};

let team: TeamDesks;
beforeEach(async () => {
  team = await openTeamDesks();
});
afterEach(() => team.close());

async function begin(steps: readonly Step[], changes: Partial<WorkflowDefinition> = {}): Promise<void> {
  await team.on("origin", "solo", (desk) =>
    desk.client.workflows.create({
      name: "Look after it",
      enabled: true,
      definition: definitionOf({ steps, sources: ["email", "manual"], ...changes }),
    }),
  );
  await team.fork("origin", ["server", "anna"]);
}

async function runsOf({ core }: TestDesk, ticketId: TicketId): Promise<string[]> {
  const { store, setup } = core.context;
  const runs = await store.runs.find({ selector: { ticketId } });
  return runs
    .filter(({ workflowId }) => setup.find("workflow", workflowId)?.name === "Look after it")
    .map(({ status, cursor }) => `${status} ${cursor ?? ""}`.trim());
}

test("[H2] instant steps run on the device at once; from the first delay on the run waits for the host, whatever happens there", async () => {
  await begin([tag("seen"), WAIT, tag("later")]);
  let ticketId: TicketId | null = null;
  const changes = await team.on("anna", "member", async (desk) => {
    desk.core.start();
    ticketId = await desk.newTicket();
    await desk.client.tickets.move({ id: ticketId, stageId: STAGES.closed });
    expect([(await desk.ticket(ticketId)).tags, await runsOf(desk, ticketId)]).toEqual([["seen"], ["waiting wait"]]);
  });
  await team.on("server", "server", async (desk) => {
    await arrive(desk, changes);
    if (!ticketId) throw new Error("No ticket was made.");
    expect([(await desk.ticket(ticketId)).tags.toSorted(), await runsOf(desk, ticketId)]).toEqual([
      ["later", "seen"],
      ["done"],
    ]);
    await arrive(desk, new Map(Array.from(changes).filter(([name]) => name === "activities")));
    expect(await runsOf(desk, ticketId)).toEqual(["done"]);
  });
});

test("[H2] what happened before a run began does not wake it, however late it comes", async () => {
  await begin([WAIT, tag("later")], { triggers: [{ id: "t1", type: "ticket-created" }] });
  let ticketId: TicketId | null = null;
  const before = await team.on("anna", "member", async (desk) => {
    const made = await desk.client.tickets.create({ subject: "Boots", pipelineId: SUPPORT });
    ticketId = made.id;
  });
  await team.on("server", "server", async (desk) => {
    await arrive(desk, before);
    if (!ticketId) throw new Error("No ticket was made.");
    expect(await runsOf(desk, ticketId)).toEqual(["waiting wait"]);
    await arrive(desk, before);
    expect(await runsOf(desk, ticketId)).toEqual(["waiting wait"]);
  });
});

test("[H2] a device of a team fetches and sends nothing, and says where that is done", async () => {
  await begin([]);
  await team.on("anna", "member", async (desk) => {
    desk.core.start();
    const [channel] = desk.core.context.setup.all("channel");
    if (!channel) throw new Error("There is no channel.");
    expect(() => desk.core.mail.check(channel.id)).toThrow(expect.objectContaining({ code: "PD_HOST_ELSEWHERE" }));
    expect((await desk.client.desk.status()).host).toEqual({ mode: "member", isHost: false, hostId: "server" });
  });
});

test("[H2] a provisional number becomes final at the server, in what templates wrote too", async () => {
  const mail: Step = {
    id: id("mail"),
    type: "send-email",
    to: "primary-contact",
    mail: {
      kind: "custom",
      subject: "Ticket {{ ticket.number }}",
      body: "Your number: {{ ticket.number }}.",
      html: false,
      marketing: false,
    },
  };
  await begin([mail, { id: id("note"), type: "add-note", text: "It is {{ ticket.number }}." }]);
  const changes = await team.on("anna", "member", async (desk) => {
    const ticket = await desk.ticket(await desk.newTicket());
    expect([ticket.number, ticket.provisionalNumber]).toEqual([null, 1]);
  });
  await team.on("server", "server", async (desk) => {
    for (const subject of ["a", "b"]) await desk.client.tickets.create({ subject, pipelineId: SUPPORT });
    await arrive(desk, changes);
    const { context } = desk.core;
    const [ticket] = await context.store.tickets.find({ selector: { source: "email" } });
    if (!ticket) throw new Error("The ticket has not come.");
    const written = (await context.store.messages.find({ selector: { ticketId: ticket.id } })).filter(
      ({ direction }) => direction !== "incoming",
    );
    const all = written.map(({ subject, text }) => `${subject}|${text}`).join("\n");
    expect([
      ticket.number,
      ticket.provisionalNumber,
      all.includes("~"),
      all.includes("Ticket 3|Your number: 3."),
    ]).toEqual([3, undefined, false, true]);
    expect(all).toContain("It is 3.");
    // What comes after it in the same piece has the next one.
    expect(await context.queue.run(() => context.numbers.take(createPieceOfWork(context)))).toEqual({ number: 4 });
  });
});
