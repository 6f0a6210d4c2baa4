import { afterEach, beforeEach, expect, test } from "vitest";
import type { AttentionGroup } from "#shared/contract/attention.ts";
import { MAX_CHAIN_DEPTH } from "#shared/automation/limits.ts";
import { RunId, StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import { insert } from "../../support/insert.ts";
import { STAGES, SUPPORT, openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import { runsOf, workflow } from "./crm-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

/** What a status asks for that is moved to: what is missing fails the step. */
async function require(...properties: ("ownerId" | "priority")[]): Promise<void> {
  await desk.client.pipelines.update({
    id: SUPPORT,
    rules: { requiredProperties: properties.length === 0 ? {} : { [STAGES.waitingOnUs]: properties } },
  });
}

const escalating = (name = "Escalate") =>
  workflow(
    desk,
    [
      { type: "move-stage", stageId: STAGES.waitingOnUs },
      { type: "add-tags", tags: ["seen"] },
    ],
    {},
    name,
  );

async function tickets(count: number): Promise<TicketId[]> {
  const ids: TicketId[] = [];
  for (let number = 1; number <= count; number++) {
    desk.clock.nowEpochMs += 1_000;
    ids.push(await desk.newTicket(`${desk.clock.nowEpochMs}@example.com`));
  }
  return ids;
}

const groups = async () => (await desk.client.attention.list()).groups;
const counted = async () => (await desk.client.desk.status()).counts.attention;

async function onlyGroup<Kind extends AttentionGroup["kind"]>(kind: Kind) {
  const found = (await groups()).filter((group) => group.kind === kind);
  expect(found).toHaveLength(1);
  return found[0] as Extract<AttentionGroup, { kind: Kind }>;
}

test("[F9] tickets on which one step fails for one reason are one group, which goes when the cause is mended and all are tried again", async () => {
  await require("ownerId");
  const workflowId = await escalating();
  const ids = await tickets(5);
  const group = await onlyGroup("failed");
  expect({ ...group, id: "", tickets: group.tickets.map(({ id, ticket }) => [id, ticket?.subject]) }).toMatchObject({
    kind: "failed",
    count: 5,
    workflow: { id: workflowId, name: "Escalate" },
    stepId: "s1",
    step: { id: "s1", type: "move-stage" },
    code: "PD_RULE_REFUSED",
    lastAtEpochMs: desk.clock.nowEpochMs,
    firstAtEpochMs: desk.clock.nowEpochMs - 4_000,
    tickets: ids
      .toReversed()
      .slice(0, 3)
      .map((id) => [id, "Boots"]),
  });
  expect(await counted()).toBe(5);

  const again = await desk.client.attention.mend({ id: group.id, how: "retry" });
  expect(again).toEqual({ inAll: 5, mended: 0, failed: 5, left: 0 });
  expect((await onlyGroup("failed")).count).toBe(5);
  // The answer tells who tried; nobody is told of what was told before.
  const told = (await desk.client.notifications.list({})).items.filter(({ topic }) => topic === "workflow-failed");
  expect(told).toHaveLength(5);

  await require();
  expect(await desk.client.attention.mend({ id: group.id, how: "retry" })).toEqual({
    inAll: 5,
    mended: 5,
    failed: 0,
    left: 0,
  });
  expect([await groups(), await counted()]).toEqual([[], 0]);
  expect((await runsOf(desk, workflowId)).map(({ status }) => status)).toEqual(Array(5).fill("done"));
  // Nothing is left to do: whoever asks for it late is told so.
  await expect(desk.client.attention.mend({ id: group.id, how: "retry" })).rejects.toMatchObject({
    code: "PD_DESK_NOT_FOUND",
  });
});

test("[F9] what fails again for another reason is another group then", async () => {
  await require("ownerId");
  await escalating();
  await tickets(2);
  const { id } = await onlyGroup("failed");
  await desk.client.pipelines.update({
    id: SUPPORT,
    rules: { requiredProperties: {}, preventSkipping: true },
  });
  expect(await desk.client.attention.mend({ id, how: "retry" })).toMatchObject({ inAll: 2, failed: 2 });
  const after = await onlyGroup("failed");
  expect([after.id === id, after.count, after.reason]).toEqual([false, 2, "G2: rule.G2.skipping"]);
});

test("[F9] skipping leaves the step out for all, ending takes all out; a run of the same workflow that failed elsewhere is left alone", async () => {
  await require("ownerId");
  const skipped = await escalating("Skipped");
  const ended = await escalating("Ended");
  await tickets(2);
  const found = await groups();
  const idOf = (name: string) =>
    found.find((group) => group.kind === "failed" && group.workflow.name === name)?.id ?? "";
  expect(await desk.client.attention.mend({ id: idOf("Skipped"), how: "skip" })).toMatchObject({ mended: 2 });
  expect((await runsOf(desk, ended)).map(({ status }) => status)).toEqual(["failed", "failed"]);
  expect(await desk.client.attention.mend({ id: idOf("Ended"), how: "end" })).toMatchObject({ mended: 2 });
  expect({
    skipped: (await runsOf(desk, skipped)).map(({ status, journal }) => [status, journal.map((e) => e.outcome.kind)]),
    ended: (await runsOf(desk, ended)).map(({ status, endReason }) => [status, endReason]),
    groups: await groups(),
  }).toEqual({
    skipped: Array.from({ length: 2 }, () => ["done", ["failed", "skipped", "done"]]),
    ended: Array.from({ length: 2 }, () => ["unenrolled", "taken-out"]),
    groups: [],
  });
});

test("[F9] what somebody mended meanwhile is not done again, and a ticket that was merged leaves the workflow", async () => {
  await require("ownerId");
  const workflowId = await escalating();
  const [one, other] = await tickets(3);
  const { id } = await onlyGroup("failed");
  await desk.client.tickets.merge({ id: TicketId.parse(one), intoTicketId: TicketId.parse(other) });
  const { isMerged } = await desk.client.workflows.explain({ id: workflowId, ticketId: TicketId.parse(one) });
  expect(isMerged).toBe(true);
  await require();
  const runs = await runsOf(desk, workflowId);
  const mended = runs.find(({ ticketId }) => ticketId === other);
  await desk.client.workflows.skipStep({ id: RunId.parse(mended?.id) });
  expect(await desk.client.attention.mend({ id, how: "retry" })).toEqual({ inAll: 2, mended: 1, failed: 0, left: 1 });
  const outcome = (await runsOf(desk, workflowId)).map(({ ticketId, status, endReason, journal }) => {
    const name = ticketId === one ? "merged" : ticketId === other ? "skipped" : "third";
    return `${name}: ${status} ${endReason} ${journal.length}`;
  });
  expect(outcome.toSorted()).toEqual(["merged: unenrolled merged 1", "skipped: done  3", "third: done  3"]);
});

test("[F9] runs of a workflow that was deleted are shown, and leave it when they are tried again", async () => {
  await require("ownerId");
  const workflowId = await escalating();
  await tickets(2);
  await desk.client.workflows.remove({ id: workflowId });
  const group = await onlyGroup("failed");
  expect([group.count, group.workflow, group.step]).toEqual([2, { id: workflowId, name: null }, null]);
  expect(await desk.client.attention.mend({ id: group.id, how: "retry" })).toMatchObject({ inAll: 2, left: 2 });
  expect(await groups()).toEqual([]);
});

test("[F9] the groups' numbers add up to all failed runs, each of which is in the list of one group, page by page", async () => {
  const ticketId = await desk.newTicket();
  const workflowIds = ["w1", "w2"].map((id) => WorkflowId.parse(id));
  const reasons = ["no owner", "Ticket #7 is closed", "Ticket #8 is closed", "x".repeat(500), "", "‮עברית 🎟"];
  let seed = 20_260_504;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const runs: Run[] = Array.from({ length: 400 }, (_, number) => {
    const stepId = random(5) === 0 ? null : StepId.parse(`s${random(2)}`);
    const endReason = reasons[random(reasons.length)] ?? "";
    const code = random(4) === 0 ? null : (["PD_INTERNAL", "PD_RULE_REFUSED"] as const)[random(2)];
    const atEpochMs = 1_000 + random(50);
    const entry =
      stepId === null || code === null || code === undefined
        ? []
        : [
            {
              stepId,
              sequence: 1,
              attempt: 1,
              startedAtEpochMs: 1,
              finishedAtEpochMs: atEpochMs,
              outcome: { kind: "failed" as const, code, message: endReason },
            },
          ];
    return {
      id: RunId.parse(`run-${number}`),
      workflowId: workflowIds[random(2)] ?? WorkflowId.parse("w1"),
      workflowRevision: 1,
      ticketId,
      eventId: `e${number}` as Run["eventId"],
      triggerId: "t1",
      depth: 0,
      status: random(4) === 0 ? "done" : "failed",
      cursor: stepId,
      sequence: 1,
      attempt: 0,
      waiting: null,
      wakeAtEpochMs: 0,
      startedAtEpochMs: 1,
      finishedAtEpochMs: atEpochMs,
      endReason,
      journal: entry,
    };
  });
  await insert(desk.core.context.store.runs, runs);
  const failed = runs.filter(({ status }) => status === "failed");
  const found = (await groups()).filter((group) => group.kind === "failed");
  expect([found.reduce((sum, { count }) => sum + count, 0), await counted()]).toEqual([failed.length, failed.length]);
  const listed: string[] = [];
  for (const { id, count, firstAtEpochMs, lastAtEpochMs } of found) {
    const own: { runId: string; atEpochMs: number }[] = [];
    for (let cursor: string | undefined, isEnd = false; !isEnd;) {
      const page = await desk.client.attention.tickets({ id, limit: 7, ...(cursor === undefined ? {} : { cursor }) });
      own.push(...page.items.map((item) => ({ runId: item.runId ?? "", atEpochMs: item.atEpochMs })));
      cursor = page.nextCursor ?? undefined;
      isEnd = page.nextCursor === null;
    }
    const times = own.map(({ atEpochMs }) => atEpochMs);
    expect([own.length, Math.min(...times), Math.max(...times)]).toEqual([count, firstAtEpochMs, lastAtEpochMs]);
    listed.push(...own.map(({ runId }) => runId));
  }
  expect(listed.toSorted()).toEqual(failed.map(({ id }) => id as string).toSorted());
});

test("[F11] a workflow that was stopped for tickets is one group, and goes on for all of them", async () => {
  const byHand = { triggers: [{ id: "t1", type: "manual" }] };
  let next = await workflow(desk, [{ type: "add-tags", tags: ["end"] }], byHand, "Last");
  for (let depth = MAX_CHAIN_DEPTH; depth >= 1; depth--) {
    next = await workflow(desk, [{ type: "enrol-in", workflowId: next }], depth === 1 ? {} : byHand, `Link ${depth}`);
  }
  const ids = await tickets(2);
  const group = await onlyGroup("paused");
  expect([group.count, group.workflow.name, group.changes, group.tickets.map(({ id }) => id).toSorted()]).toEqual([
    2,
    "Last",
    MAX_CHAIN_DEPTH,
    ids.toSorted(),
  ]);
  expect(await counted()).toBe(2);
  const agent = await desk.as([]);
  await expect(agent.attention.mend({ id: group.id, how: "resume" })).rejects.toMatchObject({
    code: "PD_ACCESS_PERMISSION",
  });
  expect(await desk.client.attention.mend({ id: group.id, how: "resume" })).toMatchObject({ inAll: 2, mended: 2 });
  expect([await groups(), (await desk.ticket(TicketId.parse(ids[0]))).pausedWorkflows]).toEqual([[], []]);
});

test("[F9] a workflow that is on and can't do what it says is shown with its mistakes", async () => {
  const callee = await workflow(desk, [{ type: "add-tags", tags: ["called"] }], {}, "Callee");
  await workflow(desk, [{ type: "enrol-in", workflowId: callee }], {}, "Calls");
  expect(await groups()).toEqual([]);
  await desk.client.workflows.remove({ id: callee });
  const refused = (await groups()).filter((group) => group.kind === "refused");
  expect(
    refused.map(({ workflow: { name }, problems }) => [name, problems.map((one) => `${one.path} ${one.key}`)]),
  ).toEqual([["Calls", ["steps.0.workflowId unknown-workflow"]]]);
});
