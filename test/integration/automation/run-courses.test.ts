import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { countCourses } from "#main/desk/queries/run-courses.ts";
import { NEWEST_RUNS, newestRuns } from "#main/store/newest-runs.ts";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { sqliteOf } from "../../support/sqlite-of.ts";
import {
  DAY_MS,
  definition,
  HOUR_MS,
  id,
  openExplainedDesk,
  tag,
  waitFor,
  type ExplainedDesk,
  type Steps,
} from "./explanations-fixture.ts";

let desk: ExplainedDesk;
beforeEach(async () => {
  desk = await openExplainedDesk();
});
afterEach(async () => {
  await desk.close();
});

const branch: Steps[number] = {
  id: id("vip"),
  type: "branch-if",
  arms: [
    {
      id: "yes",
      name: "VIP",
      filter: {
        match: "all",
        parts: [{ object: "contact", property: "address", operator: "is", value: "vip@example.com" }],
      },
      steps: [tag("vip")],
    },
  ],
  otherwise: [],
};
const close: Steps[number] = { id: id("close"), type: "move-stage", stageId: STAGES.closed };

const courses = async (workflowId: WorkflowId, days = 30) => {
  const { fromEpochMs: _from, ...told } = await desk.client.workflows.courses({ id: workflowId, days });
  return {
    ...told,
    moves: told.moves
      .map(
        ({ from, armId, to, times }) => `${from ?? "·"}${armId === null ? "" : `/${armId}`} > ${to ?? "·"}: ${times}`,
      )
      .toSorted(),
    steps: told.steps.map(({ stepId, outcome, times }) => `${stepId} ${outcome}: ${times}`).toSorted(),
    standing: told.standing.map(({ stepId, status, runs }) => `${stepId} ${status}: ${runs}`).toSorted(),
  };
};
const come = (name: string): Promise<TicketId> =>
  desk.receive({ messageId: `${name}@x`, from: `${name} <${name}@example.com>`, subject: `Boots of ${name}` });

describe("[F9] the ways of a workflow's runs", () => {
  test("are counted from step to step, with what became of each, where runs stand, and the revisions that were counted", async () => {
    const workflowId = await desk.workflow([branch, waitFor(60), close]);
    await come("vip");
    await come("anna");
    await desk.pass(2 * HOUR_MS);
    await come("bea");
    expect(await courses(workflowId)).toEqual({
      revisions: [{ revision: 1, runs: 3 }],
      isComplete: true,
      steps: ["close done: 2", "tag-vip done: 1", "vip took: 3", "wait completed: 2"],
      standing: ["wait waiting: 1"],
      moves: [
        "close > ·: 2",
        "tag-vip > wait: 1",
        "vip > wait: 2",
        "vip/yes > tag-vip: 1",
        "wait > close: 2",
        "· > vip: 3",
      ],
    });
    // Another revision, and only what began within the time.
    await desk.pass(2 * DAY_MS);
    await desk.client.workflows.update({ id: workflowId, definition: definition([tag("new")]) });
    await come("carla");
    expect(await courses(workflowId, 1)).toEqual({
      revisions: [{ revision: 2, runs: 1 }],
      isComplete: true,
      steps: ["tag-new done: 1"],
      standing: [],
      moves: ["tag-new > ·: 1", "· > tag-new: 1"],
    });
  });

  test("a failure stands where it is; tried again it is no way, and a run that was ended has none to the end", async () => {
    const { rules } = await desk.client.pipelines.get({ id: SUPPORT });
    await desk.client.pipelines.update({
      id: SUPPORT,
      rules: { ...rules, requiredProperties: { [STAGES.closed]: ["ownerId"] } },
    });
    const workflowId = await desk.workflow([close, waitFor(60)]);
    await come("anna");
    const [failed] = (await desk.client.workflows.history({ id: workflowId, status: "failed" })).items;
    expect(await courses(workflowId)).toMatchObject({
      steps: ["close failed: 1"],
      standing: ["close failed: 1"],
      moves: ["· > close: 1"],
    });
    await desk.client.pipelines.update({ id: SUPPORT, rules });
    if (failed === undefined) throw new Error("It did not fail.");
    await desk.client.workflows.retryRun({ id: failed.id });
    await desk.client.workflows.unenrol({ id: workflowId, ticketIds: [failed.ticketId] });
    expect(await courses(workflowId)).toMatchObject({
      steps: ["close done: 1", "close failed: 1"],
      standing: [],
      // Where it stood when it was ended, its journal does not say.
      moves: ["· > close: 1"],
    });
  });

  test("across what a long journal left out, and behind a run that was taken out, there is no way", async () => {
    const workflowId = await desk.workflow([tag("a"), tag("b")]);
    await come("anna");
    const { store } = desk.core.context;
    const [run] = await store.runs.find({ selector: { workflowId } });
    const [first, second] = run?.journal ?? [];
    if (run === undefined || first === undefined || second === undefined) throw new Error("It went through.");
    await store.transaction(() =>
      store.runs.write([{ previous: run, next: { ...run, journal: [first, { ...second, sequence: 500 }] } }]),
    );
    expect((await courses(workflowId)).moves).toEqual(["tag-b > ·: 1", "· > tag-a: 1"]);
    const [cut] = await store.runs.find({ selector: { workflowId } });
    if (cut === undefined) throw new Error("It is there.");
    await store.transaction(() => store.runs.write([{ previous: cut, next: { ...cut, status: "unenrolled" } }]));
    expect((await courses(workflowId)).moves).toEqual(["· > tag-a: 1"]);
  });

  test("no more runs are counted than one answer may take, and the newest of them, read by their index", async () => {
    const workflowId = await desk.workflow([tag("a")]);
    for (const name of ["anna", "bea", "carla"]) await come(name);
    const { sql } = desk.core.context.store;
    const counted = (atMost: number) => countCourses(newestRuns(sql, workflowId, 0), atMost);
    expect(
      (await Promise.all([counted(2), counted(3)])).map(({ revisions, isComplete }) => [revisions, isComplete]),
    ).toEqual([
      [[{ revision: 1, runs: 2 }], false],
      [[{ revision: 1, runs: 3 }], true],
    ]);
    const plan = sqliteOf(desk.core.context.store)
      .prepare(`EXPLAIN QUERY PLAN ${NEWEST_RUNS}`)
      .all(workflowId, 0, 0, "")
      .map(({ detail }) => String(detail));
    expect(plan).toEqual([expect.stringMatching(/^SEARCH .* USING INDEX /u)]);
  });
});

test("[F9] the history lists runs with their tickets, by status and by ticket, and pages through them", async () => {
  const workflowId = await desk.workflow([waitFor(60), tag("a")]);
  const anna = await come("anna");
  await desk.pass(2 * HOUR_MS);
  const bea = await come("bea");
  await desk.pass(1_000);
  const carla = await come("carla");
  const list = async (filter: { status?: "going" | "done"; ticketId?: TicketId } = {}) =>
    (await desk.client.workflows.history({ id: workflowId, ...filter })).items.map(
      ({ ticket, status, cursor }) => `${ticket?.subject} ${status} ${cursor}`,
    );
  const [done, waiting, newest] = [
    "Boots of anna done null",
    "Boots of bea waiting wait",
    "Boots of carla waiting wait",
  ];
  expect([
    await list(),
    await list({ status: "going" }),
    await list({ status: "done" }),
    await list({ ticketId: bea }),
  ]).toEqual([[newest, waiting, done], [newest, waiting], [done], [waiting]]);
  const first = await desk.client.workflows.history({ id: workflowId, limit: 2 });
  const second = await desk.client.workflows.history({ id: workflowId, limit: 2, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ ticketId }) => ticketId)).toEqual([carla, bea, anna]);
  expect(first.items.some((head) => "journal" in head)).toBe(false);
});

test("[F9] a run names the places in the outbox of the mails that its steps wrote", async () => {
  const mail = { kind: "custom" as const, subject: "Hello", body: "Hello", html: false, marketing: false };
  const workflowId = await desk.workflow([{ id: id("mail"), type: "send-email", to: "primary-contact", mail }]);
  await come("anna");
  const [head] = (await desk.client.workflows.history({ id: workflowId })).items;
  if (head === undefined) throw new Error("No run began.");
  const { steps } = await desk.client.workflows.run({ id: head.id });
  const { items } = await desk.client.outbox.list({});
  expect(steps.flatMap(({ outboxIds }) => outboxIds)).toEqual(items.map((item) => item.id));
  expect(items).toHaveLength(1);
});
