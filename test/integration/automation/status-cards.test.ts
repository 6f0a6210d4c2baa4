import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BUILT_IN_MAIL_TEMPLATE_IDS } from "#shared/automation/built-in-mail-templates.ts";
import { StageId, StepId, WorkflowId } from "#shared/model/ids.ts";
import { definitionOf, tag } from "../../support/definitions.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { moveTo, refusalOf } from "./manage-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const workflows = () => desk.client.workflows;
const card = (stageId: StageId) => workflows().stageCard({ id: SUPPORT, stageId });
const reached = (stageId: string, changes: Readonly<Record<string, unknown>> = {}) =>
  definitionOf({
    triggers: [{ id: "t1", type: "stage-reached", stageId }],
    reenrolment: { kind: "always" },
    steps: [tag("reached")],
    ...changes,
  });

describe("[E1] a status card", () => {
  test("is made empty and switched off, once for each stage", async () => {
    const first = await card(STAGES.closed);
    expect(first).toMatchObject({
      name: "Closed",
      origin: "stage",
      pipelineId: SUPPORT,
      enabled: false,
      revision: 1,
      definition: { ...reached(STAGES.closed), sources: ["email", "form", "manual"], steps: [] },
    });
    expect(await card(STAGES.closed)).toEqual(first);
    expect((await card(STAGES.new)).id).not.toBe(first.id);
    expect(await refusalOf(card(StageId.parse("nowhere")))).toEqual(["PD_DESK_NOT_FOUND"]);
  });

  test("acts whenever a ticket reaches the status, while it is on", async () => {
    const { id } = await card(STAGES.closed);
    await workflows().update({ id, definition: reached(STAGES.closed), enabled: true });
    const ticketId = await desk.newTicket();
    const closeAgain = async () => {
      await desk.client.tickets.update({ id: ticketId, tags: [] });
      await desk.client.tickets.move({ id: ticketId, stageId: STAGES.new });
      await desk.client.tickets.move({ id: ticketId, stageId: STAGES.closed });
      return (await desk.ticket(ticketId)).tags;
    };
    const told = [await closeAgain(), await closeAgain()];
    await workflows().update({ id, enabled: false });
    expect([...told, await closeAgain()]).toEqual([["reached"], ["reached"], []]);
  });

  test("[E5] takes every kind of workflow step: branches, communications, data, delays", async () => {
    const { id } = await card(STAGES.closed);
    const step = (name: string) => StepId.parse(name);
    const isOpen = { object: "ticket", property: "stageKind", operator: "is", value: "open" } as const;
    const definition = reached(STAGES.closed, {
      steps: [
        {
          id: step("which"),
          type: "branch-if",
          arms: [{ id: "open", name: "", filter: { match: "all", parts: [isOpen] }, steps: [tag("wrong")] }],
          otherwise: [tag("closed")],
        },
        { id: step("note"), type: "add-note", text: "Closed: {{ ticket.subject }}" },
        {
          id: step("wait"),
          type: "wait-for",
          duration: { amount: 1, unit: "days" },
          cancelOn: ["stage-changed"],
          whenCancelled: "stop",
          businessHours: false,
        },
      ],
    });
    await workflows().update({ id, definition, enabled: true });
    const ticketId = await desk.newTicket();
    await desk.client.tickets.move({ id: ticketId, stageId: STAGES.closed });
    const [run] = (await workflows().runs({ id })).items;
    expect([run?.status, ...(run?.journal ?? []).map(({ outcome }) => outcome.kind)]).toEqual([
      "waiting",
      "took",
      "done",
      "done",
    ]);
    expect((await desk.ticket(ticketId)).tags).toEqual(["closed"]);
    expect(await desk.history(ticketId)).toContainEqual(expect.stringContaining("note.added"));
  });

  test("is set off by its status and by nothing else, stays in its pipeline, and is one", async () => {
    const { id } = await card(STAGES.closed);
    const also = reached(STAGES.closed, {
      triggers: [
        { id: "t1", type: "stage-reached", stageId: STAGES.closed },
        { id: "t2", type: "ticket-created" },
      ],
    });
    const made = (definition: ReturnType<typeof reached>) =>
      workflows().create({ name: "Card", origin: "stage", pipelineId: SUPPORT, definition });
    expect([
      await refusalOf(workflows().update({ id, definition: reached(STAGES.new) })),
      await refusalOf(workflows().update({ id, definition: also })),
      await refusalOf(workflows().update({ id, pipelineId: null })),
      await refusalOf(made(reached(STAGES.closed))),
      await refusalOf(made(definitionOf())),
      (await made(reached(STAGES.new))).origin,
    ]).toEqual([
      ["PD_INPUT_INVALID", `definition.triggers not-a-status-card: ${STAGES.closed}`],
      ["PD_INPUT_INVALID", `definition.triggers not-a-status-card: ${STAGES.closed}`],
      ["PD_INPUT_INVALID", "pipelineId stage"],
      ["PD_INPUT_INVALID", "definition.triggers.0.stageId card-exists"],
      ["PD_INPUT_INVALID", "definition.triggers not-a-status-card:"],
      "stage",
    ]);
  });

  test("can be deleted and made again", async () => {
    const { id } = await card(STAGES.closed);
    await workflows().remove({ id });
    const again = await card(STAGES.closed);
    desk = await desk.reopen();
    expect((await workflows().get({ id: again.id })).definition.steps).toEqual([]);
  });
});

test("[E3] Ticket received answers tickets that a customer opened; for those that a user made it asks to be ticked", async () => {
  const { id } = await card(STAGES.new);
  const steps = (ticked: object) => [
    {
      id: StepId.parse("mail"),
      type: "send-email",
      to: "primary-contact",
      mail: { kind: "template", templateId: BUILT_IN_MAIL_TEMPLATE_IDS["ticket-received"] },
      ...ticked,
    },
  ];
  const contact = { contactName: "Anna", contactAddress: "anna@example.com" };
  const outcomeOf = async (by: "customer" | "user", changes: Readonly<Record<string, unknown>>) => {
    const definition = reached(STAGES.new, { sources: ["email", "manual"], ...changes });
    await workflows().update({ id, definition, enabled: true });
    desk.clock.nowEpochMs += 1_000;
    if (by === "customer") await desk.newTicket();
    else await desk.client.tickets.create({ subject: "Boots", pipelineId: SUPPORT, ...contact });
    return (await workflows().runs({ id })).items[0]?.journal[0]?.outcome;
  };
  expect(await outcomeOf("user", { steps: steps({}) })).toEqual({ kind: "skipped", reason: "made-by-user" });
  expect(await outcomeOf("user", { steps: steps({ alsoMadeByUsers: true }) })).toMatchObject({ kind: "done" });
  expect(await outcomeOf("customer", { steps: steps({}) })).toMatchObject({ kind: "done" });
  // A mail of one's own goes to whoever it is for.
  const own = { kind: "custom", subject: "Boots", body: "Hello", html: false, marketing: false };
  expect(await outcomeOf("user", { steps: steps({ mail: own }) })).toMatchObject({ kind: "done" });
});

describe("[E1] a stage that goes", () => {
  const remove = () =>
    desk.client.pipelines.removeStage({
      id: SUPPORT,
      stageId: STAGES.waitingOnUs,
      moveTicketsTo: STAGES.new,
    });

  test("leaves its card as a workflow that is off and tells what is wrong", async () => {
    const { id } = await card(STAGES.waitingOnUs);
    await workflows().update({ id, definition: reached(STAGES.waitingOnUs), enabled: true });
    await remove();
    const { origin, enabled, definition } = await workflows().get({ id });
    expect({ origin, enabled, steps: definition.steps.length, problems: await workflows().problems({ id }) }).toEqual({
      origin: "user",
      enabled: false,
      steps: 1,
      problems: {
        errors: [{ path: "triggers.0.stageId", key: "unknown-stage", about: STAGES.waitingOnUs }],
        warnings: [],
      },
    });
    expect((await refusalOf(workflows().update({ id, enabled: true })))[0]).toBe("PD_INPUT_INVALID");
  });

  test("takes steps along to where its tickets went; who waits for it is switched off, who doesn't name it goes on", async () => {
    const make = (name: string, changes: Readonly<Record<string, unknown>>) =>
      workflows().create({ name, enabled: true, definition: definitionOf(changes) });
    const created = { id: "c", type: "create-ticket", subject: "x", pipelineId: SUPPORT, stageId: STAGES.waitingOnUs };
    const condition = { object: "ticket", property: "stageId", operator: "is", value: STAGES.waitingOnUs };
    const moves = await make("Moves", { steps: [moveTo(STAGES.waitingOnUs), created] });
    const asks = await make("Asks", {
      filter: { match: "all", parts: [condition] },
      steps: [moveTo(STAGES.waitingOnUs)],
    });
    const waits = await make("Waits", { triggers: reached(STAGES.waitingOnUs).triggers, steps: [tag("x")] });
    const other = await make("Other", { steps: [tag("x")] });
    await remove();
    const told = await Promise.all(
      [moves, asks, waits, other].map(async ({ id }) => {
        const { enabled, revision, definition } = await workflows().get({ id });
        return [enabled, revision, JSON.stringify(definition.steps).includes(STAGES.waitingOnUs)];
      }),
    );
    expect(told).toEqual([
      [true, 2, false],
      [false, 2, false],
      [false, 1, false],
      [true, 1, false],
    ]);
    const d2 = await workflows().get({ id: WorkflowId.parse("workflow-pipeline-support-d2") });
    expect([d2.enabled, d2.definition.steps]).toEqual([true, [moveTo(STAGES.new, "set-status")]]);
  });
});
