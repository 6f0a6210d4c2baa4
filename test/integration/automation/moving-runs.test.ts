import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WorkflowId } from "#shared/model/ids.ts";
import { definitionOf, tag } from "../../support/definitions.ts";
import { MINUTE_MS, openTimedDesk, type TimedDesk } from "../../support/timed-desk.ts";
import { moveTo, urgent, wait } from "./manage-fixture.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";

let desk: TimedDesk;
beforeEach(async () => {
  desk = await openTimedDesk();
});
afterEach(() => desk.close());

const client = () => desk.mail.client;
const save = (id: WorkflowId, ...steps: readonly unknown[]) =>
  client().workflows.update({ id, definition: definitionOf({ steps }) });
const told = async (id: WorkflowId) =>
  (await desk.runs(id)).map(({ status, workflowRevision, journal }) =>
    [status, workflowRevision, ...journal.map(({ stepId }) => stepId)].join(" "),
  );

describe("[F8] a workflow that is edited with runs in it", () => {
  test("leaves them in the revision in which they began", async () => {
    const id = await desk.workflow(definitionOf({ steps: [wait(), tag("old")] }));
    await desk.receive({ messageId: "first@example.com" });
    await save(id, wait(), tag("new"));
    await desk.receive({ messageId: "second@example.com" });
    await desk.pass(2 * MINUTE_MS);
    expect((await told(id)).toSorted()).toEqual(["done 1 wait old", "done 2 wait new"]);
  });

  test("takes them along where somebody says so, if their step still exists", async () => {
    const id = await desk.workflow(definitionOf({ steps: [wait("one"), wait("two"), tag("old")] }));
    await desk.receive({ messageId: "first@example.com" });
    await desk.pass(2 * MINUTE_MS);
    await desk.receive({ messageId: "second@example.com" });
    // The first waits in `two`, the second in `one`, of which only `two` is left.
    await save(id, wait("two"), tag("new"));
    expect(await client().workflows.moveRuns({ id })).toEqual({ moved: 1, stayed: 1 });
    expect(await client().workflows.moveRuns({ id })).toEqual({ moved: 0, stayed: 1 });
    await desk.restart();
    await desk.pass(4 * MINUTE_MS);
    expect((await told(id)).toSorted()).toEqual(["done 1 one two old", "done 2 one two new"]);
  });

  test("leaves one whose step is of another kind now", async () => {
    const id = await desk.workflow(definitionOf({ steps: [wait("one"), tag("old")] }));
    await desk.receive({ messageId: "first@example.com" });
    await save(id, { id: "one", type: "wait-until-weekday", weekdays: [1], minuteOfDay: 0 }, tag("new"));
    expect(await client().workflows.moveRuns({ id })).toEqual({ moved: 0, stayed: 1 });
  });

  test("takes a failed one along, so that the mended step is tried again", async () => {
    const rules = { requiredProperties: { [STAGES.closed]: ["ownerId" as const] } };
    await client().pipelines.update({ id: SUPPORT, rules });
    const id = await desk.workflow(definitionOf({ steps: [wait(), moveTo(STAGES.closed), urgent()] }));
    await desk.receive({ messageId: "first@example.com" });
    await desk.pass(2 * MINUTE_MS);
    const [failed] = await desk.runs(id);
    expect([failed?.status, failed?.cursor, failed?.workflowRevision]).toEqual(["failed", "move", 1]);
    await save(id, wait(), moveTo(STAGES.waitingOnUs), urgent());
    expect(await client().workflows.moveRuns({ id })).toEqual({ moved: 1, stayed: 0 });
    if (!failed) throw new Error("It failed.");
    await client().workflows.retryRun({ id: failed.id });
    const [run] = await desk.runs(id);
    expect([
      run?.status,
      run?.workflowRevision,
      run?.journal.map(({ stepId, outcome }) => `${stepId} ${outcome.kind}`),
    ]).toEqual(["done", 2, ["wait completed", "move failed", "move done", "urgent done"]]);
  });
});
