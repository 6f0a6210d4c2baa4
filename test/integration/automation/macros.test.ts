import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MacroStep } from "#shared/automation/documents/macro.ts";
import type { MacroView } from "#shared/contract/macros.ts";
import { StepId, TicketId, UserId } from "#shared/model/ids.ts";
import { definitionOf, tag } from "../../support/definitions.ts";
import { openTestDesk, STAGES, type TestDesk } from "../../support/test-desk.ts";
import { refusalOf } from "./manage-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const id = (name: string) => StepId.parse(name);
const OWNER = UserId.parse("user-owner");
const STEPS: MacroStep[] = [
  { id: id("tag"), type: "add-tags", tags: ["refund"] },
  { id: id("priority"), type: "set-property", change: { property: "priority", value: "high" } },
  { id: id("owner"), type: "set-owner", userId: OWNER },
  { id: id("note"), type: "add-note", text: "Refund of {{ ticket.subject }}" },
  { id: id("close"), type: "move-stage", stageId: STAGES.closed },
];
const newMacro = (steps = STEPS, reply = ""): Promise<MacroView> =>
  desk.client.macros.create({ name: "Refund", steps, reply, shared: true });
const stateOf = async (ticketId: TicketId) => {
  const { tags, priority, ownerId, stageId, closedAtEpochMs } = await desk.ticket(ticketId);
  return { tags, priority, ownerId, stageId, isClosed: closedAtEpochMs !== null };
};

describe("a macro", () => {
  test("does all its steps to a ticket in one commit, in the name of who runs it, and its reply is for them to send", async () => {
    const ticketId = await desk.newTicket();
    const macro = await newMacro(STEPS, "Dear {{ contact.firstname }}, it is {{ ticket.stage }}.");
    const commits = () => desk.core.context.store.tickets.get(ticketId).then((ticket) => ticket?.stamps);
    const before = await commits();
    const used = await desk.client.macros.run({ id: macro.id, ticketIds: [ticketId] });
    expect([used.results, used.reply, await stateOf(ticketId)]).toEqual([
      [{ kind: "done", ticketId, changed: true }],
      { text: "Dear Anna, it is Closed.", empty: [] },
      { tags: ["refund"], priority: "high", ownerId: OWNER, stageId: STAGES.closed, isClosed: true },
    ]);
    expect(await commits()).not.toEqual(before);
    const { messages, activities } = await desk.client.tickets.open({ id: ticketId });
    const note = messages.find(({ kind }) => kind === "note");
    expect([note?.text, note?.authorId]).toEqual(["Refund of Boots", OWNER]);
    const ofMacro = activities.filter(({ cause }) => cause.kind === "user" && cause.macro?.useId === used.useId);
    expect(ofMacro.map(({ body }) => body.type)).toEqual([
      "ticket.property-changed",
      "ticket.property-changed",
      "ticket.property-changed",
      "note.added",
      "ticket.stage-changed",
    ]);
  });

  test("leaves what is in the trash or spam as it is, and says so", async () => {
    const ticketId = await desk.newTicket();
    const macro = await newMacro();
    await desk.client.tickets.change({ id: ticketId, changes: [{ kind: "set-aside", as: "trash" }] });
    const before = await desk.ticket(ticketId);
    const { results } = await desk.client.macros.run({ id: macro.id, ticketIds: [ticketId] });
    expect(results).toMatchObject([{ kind: "refused", ticketId, code: "PD_INPUT_INVALID" }]);
    expect(await desk.ticket(ticketId)).toEqual(before);
  });

  test("is taken back by one undo, but for what somebody changed since", async () => {
    const ids = [await desk.newTicket("one@example.com"), await desk.newTicket("two@example.com")];
    const before = await Promise.all(ids.map(stateOf));
    const macro = await newMacro();
    const { useId } = await desk.client.macros.run({ id: macro.id, ticketIds: ids });
    const second = TicketId.parse(ids[1]);
    await desk.client.tickets.update({ id: second, priority: "low", tags: ["refund", "vip"] });
    const undone = await desk.client.macros.undo({ useId, ticketIds: ids });
    expect([undone.notes, undone.changedSince, await Promise.all(ids.map(stateOf))]).toEqual([
      2,
      1,
      [before[0], { ...before[1], priority: "low", tags: ["vip"] }],
    ]);
    // Again: there is nothing left to take back.
    const again = await desk.client.macros.undo({ useId, ticketIds: ids });
    expect(again.results.map((one) => one.kind === "done" && one.changed)).toEqual([false, false]);
  });

  test("[G4] leaves a ticket whole that a rule refuses, and goes on with the others", async () => {
    const pipeline = (await desk.client.pipelines.list()).items[0];
    if (!pipeline) throw new TypeError("There is a pipeline.");
    const [one, two] = [await desk.newTicket("one@example.com"), await desk.newTicket("two@example.com")];
    await desk.client.tickets.update({ id: two, ownerId: OWNER });
    await desk.client.pipelines.update({
      id: pipeline.id,
      rules: { ...pipeline.rules, requiredProperties: { [STAGES.closed]: ["ownerId"] } },
    });
    const before = await stateOf(one);
    const macro = await newMacro([STEPS[0], STEPS[4]].filter((step) => step !== undefined));
    const { results } = await desk.client.macros.run({ id: macro.id, ticketIds: [one, two, TicketId.parse("gone")] });
    expect(
      results.map((result) => (result.kind === "done" ? "done" : [result.code, result.rule, result.stepId])),
    ).toEqual([["PD_RULE_REFUSED", "G4", "close"], "done", ["PD_DESK_NOT_FOUND", undefined, "tag"]]);
    expect([await stateOf(one), (await stateOf(two)).stageId]).toEqual([before, STAGES.closed]);
  });

  test("[F10] tells before what it would do, and writes nothing", async () => {
    const ticketId = await desk.newTicket();
    await desk.client.tickets.update({ id: ticketId, priority: "high" });
    const macro = await newMacro(STEPS, "Done.");
    const [history, seen] = [
      await desk.history(ticketId),
      await desk.client.macros.preview({ id: macro.id, ticketId }),
    ];
    expect([seen.steps, seen.result.kind, seen.reply?.text]).toEqual([
      [
        { stepId: "tag", kind: "changed" },
        { stepId: "priority", kind: "unchanged" },
        { stepId: "owner", kind: "changed" },
        { stepId: "note", kind: "changed", text: "Refund of Boots" },
        { stepId: "close", kind: "changed" },
      ],
      "done",
      "Done.",
    ]);
    expect(await desk.history(ticketId)).toEqual(history);
  });

  test("[F2] puts the ticket into a workflow, which is left again by undo", async () => {
    const ticketId = await desk.newTicket();
    const workflow = await desk.client.workflows.create({
      name: "Later",
      enabled: true,
      definition: definitionOf({
        triggers: [{ id: "by-hand", type: "manual" }],
        steps: [
          {
            id: id("wait"),
            type: "wait-for",
            duration: { amount: 1, unit: "days" },
            businessHours: false,
            cancelOn: [],
            onCancel: "stop",
          },
          tag("later"),
        ],
      }),
    });
    const macro = await newMacro([{ id: id("enrol"), type: "enrol-in", workflowId: workflow.id }]);
    const { useId } = await desk.client.macros.run({ id: macro.id, ticketIds: [ticketId] });
    const runs = async () =>
      (await desk.client.workflows.ticketRuns({ id: ticketId })).items
        .filter((run) => run.workflowId === workflow.id)
        .map(({ status }) => status);
    const during = await runs();
    await desk.client.macros.undo({ useId, ticketIds: [ticketId] });
    expect([during, await runs()]).toEqual([["waiting"], ["unenrolled"]]);
  });

  test("[A3] is one's own or everybody's, and names nothing that there is not", async () => {
    const agent = await desk.as([]);
    const own = await agent.macros.create({ name: "Mine", steps: [], shared: false });
    const gone: MacroStep = { id: id("gone"), type: "set-owner", userId: UserId.parse("nobody") };
    expect([
      (await desk.client.macros.list()).items,
      (await refusalOf(agent.macros.create({ name: "All", steps: [], shared: true })))[0],
      (await refusalOf(desk.client.macros.run({ id: own.id, ticketIds: [TicketId.parse("t")] })))[0],
      await refusalOf(desk.client.macros.create({ name: "Gone", steps: [gone], shared: true })),
      await refusalOf(desk.client.macros.create({ name: "No", steps: [], reply: "{{ no }}", shared: true })),
    ]).toEqual([
      [],
      "PD_ACCESS_PERMISSION",
      "PD_DESK_NOT_FOUND",
      ["PD_INPUT_INVALID", "steps.0.userId unknown-user nobody"],
      ["PD_INPUT_INVALID", "reply There is no placeholder no."],
    ]);
  });
});
