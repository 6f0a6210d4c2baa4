import { afterEach, beforeEach, expect, test } from "vitest";
import { StepId, type TicketId, type WorkflowId } from "#shared/model/ids.ts";
import type { Core } from "#main/core.ts";
import { copyOf, openTeam, receiveFirst, type Team, type TeamMember } from "../../../support/team.ts";
import { STAGES, SUPPORT } from "../../../support/test-desk.ts";

let team: Team;
let id: TicketId;
let closed: WorkflowId;
let anna: TeamMember;
let bo: TeamMember;
beforeEach(async () => {
  team = await openTeam();
  closed = await closedCard();
  id = await receiveFirst(team);
  [anna, bo] = [await team.join("anna", ["super-admin"]), await team.join("bo", ["super-admin"])];
  await team.syncAll();
});
afterEach(() => team.close());

/** The card of the closed status mails the customer. */
async function closedCard(): Promise<WorkflowId> {
  const card = await team.client.workflows.stageCard({ id: SUPPORT, stageId: STAGES.closed });
  const mail = { subject: "Ticket closed", body: "We have closed it.", html: false, marketing: false };
  await team.client.workflows.update({
    id: card.id,
    enabled: true,
    definition: {
      ...card.definition,
      steps: [
        { id: StepId.parse("mail"), type: "send-email", to: "primary-contact", mail: { ...mail, kind: "custom" } },
      ],
    },
  });
  return card.id;
}

async function told({ context: { store } }: Core) {
  const runs = (await store.runs.find({ selector: { ticketId: id } })).filter(({ base }) => base !== undefined);
  const outbox = await store.outbox.find({ selector: { ticketId: id } });
  const activities = await store.activities.find({ selector: { ticketId: id } });
  return {
    runs: runs.map(({ status, endReason }) => [status, endReason].filter(Boolean).join(" ")).toSorted(),
    mails: outbox.map(({ state, superseded }) => `${state}${superseded === true ? " superseded" : ""}`).toSorted(),
    closings: activities.filter(({ body }) => body.type === "ticket.stage-changed" && body.to.stageId === STAGES.closed)
      .length,
    superseded: activities.filter(({ body }) => body.type === "workflow.superseded").length,
  };
}

const ONE_MAIL = {
  runs: ["done", "unenrolled superseded"],
  mails: ["cancelled superseded", "queued"],
  closings: 2,
  superseded: 1,
};

test.each([
  ["anna", "bo"],
  ["bo", "anna"],
] as const)(
  "[H4] two close one ticket offline, and %s comes before %s: one mail waits in the server's outbox, and everywhere is told why the other does not",
  async (first, second) => {
    const devices = { anna, bo };
    for (const { client } of [anna, bo]) await client.tickets.move({ id, stageId: STAGES.closed });
    const [begun] = await devices[first].core.context.store.runs.find({
      selector: { ticketId: id, workflowId: closed },
    });
    const firstRun = begun?.id;
    await devices[first].sync();
    await devices[second].sync();
    await team.syncAll();
    for (const core of [team.server, anna.core, bo.core]) expect(await told(core)).toEqual(ONE_MAIL);
    expect(await copyOf(anna.core)).toEqual(await copyOf(team.server));
    expect(await copyOf(bo.core)).toEqual(await copyOf(team.server));
    const { store } = team.server.context;
    const [item] = await store.outbox.find({ selector: { state: "queued" } });
    const message = await store.messages.get(item?.messageId ?? "");
    const [acting] = await store.runs.find({ selector: { ticketId: id, status: "done", workflowId: closed } });
    expect(message?.outgoing?.cause).toMatchObject({ kind: "workflow", runId: acting?.id });
    // It is the run of who came first.
    expect(acting?.id).toBe(firstRun);
  },
);

test("[H4] answers that are lost and pushes that come again make no second mail", async () => {
  for (const { client } of [anna, bo]) await client.tickets.move({ id, stageId: STAGES.closed });
  const lostOnce = () => {
    let isLost = false;
    return ({ ask }: { ask: string }) => {
      if (ask !== "push" || isLost) return;
      isLost = true;
      throw new Error("The answer was lost.");
    };
  };
  for (const member of [bo, anna]) await expect(member.sync({ after: lostOnce() })).rejects.toThrow("lost");
  await team.restartServer();
  for (const member of [anna, bo]) await member.restart();
  await team.syncAll();
  for (const core of [team.server, anna.core, bo.core]) expect(await told(core)).toEqual(ONE_MAIL);
});

test("[H4] who closes it after having heard of the first closing mails again: that is another closing", async () => {
  await anna.client.tickets.move({ id, stageId: STAGES.closed });
  await team.syncAll();
  await bo.client.tickets.move({ id, stageId: STAGES.waitingOnUs });
  await bo.client.tickets.move({ id, stageId: STAGES.closed });
  await team.syncAll();
  expect(await told(team.server)).toMatchObject({ mails: ["queued", "queued"], superseded: 0 });
});
