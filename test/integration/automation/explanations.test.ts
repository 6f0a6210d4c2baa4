import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Condition } from "#shared/automation/filters/filter.ts";
import type { WhyLink } from "#shared/contract/explanations/why.ts";
import { cutOffAt, WRITING_ALL } from "../../support/cut-off.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import {
  DAY_MS,
  definition,
  HOUR_MS,
  id,
  MINUTE_MS,
  openExplainedDesk,
  tag,
  urgent,
  waitFor,
  type ExplainedDesk,
} from "./explanations-fixture.ts";

let desk: ExplainedDesk;
beforeEach(async () => {
  desk = await openExplainedDesk();
});
afterEach(async () => {
  await desk.close();
});

const fromExample = { object: "contact", property: "domain", operator: "is", value: "example.com" } as const;
const isVip: Condition = { object: "ticket", property: "tags", operator: "has-any-of", values: ["vip"] };

/** A chain in short: what each link is about. */
function told(chain: readonly WhyLink[]): string[] {
  return chain.map((link) => {
    switch (link.kind) {
      case "change": {
        const { body } = link.activity;
        return `change ${body.type === "ticket.property-changed" ? body.property : body.type}${link.message ? ` of ${link.message.address}` : ""}`;
      }
      case "step": {
        const waited = link.waited ? ` after ${link.waited.entry.stepId} ${link.waited.entry.outcome.kind}` : "";
        return `step ${link.taken?.entry.stepId} (${link.taken?.step?.type}) of ${link.workflow.name} by ${link.trigger?.type}${waited}`;
      }
      case "person":
        return `person ${link.name}`;
      case "channel":
        return `channel ${link.name}`;
      case "timer":
        return `timer ${link.by} of ${link.workflow.name}`;
      case "rule":
        return `rule ${link.rule}`;
      default:
        return link.kind;
    }
  });
}

describe("[F9b] why not", () => {
  test("the last evaluations, with what each condition saw then, and what the ticket would meet now", async () => {
    const workflowId = await desk.workflow([urgent], {
      triggers: [{ id: "t1", type: "email-received" }],
      filter: { match: "all", parts: [fromExample, { match: "any", parts: [isVip] }] },
    });
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await desk.client.tickets.update({ id: ticketId, tags: ["late"] });
    await desk.pass(HOUR_MS);
    await desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
    await desk.client.tickets.update({ id: ticketId, tags: ["vip"] });

    const explanation = await desk.client.workflows.explain({ id: workflowId, ticketId });
    const { evaluations, ...now } = explanation;
    expect(now).toMatchObject({
      enabled: true,
      pipelineFits: true,
      sourceFits: true,
      paused: false,
      isIn: false,
      beenThrough: false,
      mayEnrol: true,
      meetsFilter: true,
      groups: [
        { path: "", match: "all", holds: true },
        { path: "1", match: "any", holds: true },
      ],
      firstFailed: null,
      lastEnrolment: null,
    });
    const seen = (tags: readonly string[]) => ({
      conditions: [
        { path: "0", condition: fromExample, saw: "example.com", holds: true },
        { path: "1.0", condition: isVip, saw: tags, holds: false },
      ],
      groups: [
        { path: "", match: "all", holds: false },
        { path: "1", match: "any", holds: false },
      ],
      firstFailed: "1.0",
    });
    const at = desk.time.clock.nowEpochMs();
    expect(evaluations.map(({ eventId: _id, event, ...rest }) => ({ ...rest, event: event?.body.type }))).toEqual([
      { event: "message.received", atEpochMs: at, revision: 1, triggerId: "t1", why: "filter", ...seen(["late"]) },
      { event: "message.received", atEpochMs: at - HOUR_MS, revision: 1, triggerId: "t1", why: "filter", ...seen([]) },
    ]);
  });

  test.each(Array.from({ length: 12 }, (_, cut) => cut))(
    "is kept whatever a crash cuts off, after %i writes",
    async (cut) => {
      const workflowId = await desk.workflow([urgent], {
        triggers: [{ id: "t1", type: "property-changed", property: "priority" }],
        filter: { match: "all", parts: [isVip] },
      });
      const ticketId = await desk.receive({ messageId: "first@example.com" });
      cutOffAt(desk.core.context.store, cut, WRITING_ALL);
      await desk.client.tickets.update({ id: ticketId, priority: "high" }).catch(() => undefined);
      const { dataDir, time, secrets } = desk;
      await desk.core.close();
      desk = await openExplainedDesk({ dataDir, time, secrets });
      const { priority } = await desk.client.tickets.get({ id: ticketId });
      const { evaluations } = await desk.client.workflows.explain({ id: workflowId, ticketId });
      // The ticket's write decides: from then on both are there.
      expect(evaluations.map(({ why }) => why)).toEqual(priority === null ? [] : ["filter"]);
    },
  );

  test("is of the revision that was asked then; source, being in it and having been through are told", async () => {
    const workflowId = await desk.workflow([waitFor(10)], { triggers: [{ id: "t1", type: "email-received" }] });
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await desk.receive({
      messageId: "second@example.com",
      inReplyTo: "first@example.com",
      from: "Anna <anna@example.com>",
    });
    const inIt = await desk.client.workflows.explain({ id: workflowId, ticketId });
    expect([inIt.isIn, inIt.beenThrough, inIt.lastEnrolment?.status]).toEqual([false, true, "done"]);
    await desk.client.workflows.update({
      id: workflowId,
      definition: definition([urgent], {
        triggers: [{ id: "t2", type: "email-received" }],
        filter: { match: "all", parts: [isVip] },
      }),
    });
    await desk.receive({ messageId: "third@example.com", inReplyTo: "first@example.com" });
    await desk.client.workflows.update({
      id: workflowId,
      definition: definition([urgent], { triggers: [{ id: "t2", type: "email-received" }], sources: ["chat"] }),
    });
    await desk.receive({ messageId: "fourth@example.com", inReplyTo: "first@example.com" });
    const { evaluations, sourceFits } = await desk.client.workflows.explain({ id: workflowId, ticketId });
    expect(sourceFits).toBe(false);
    expect(evaluations.map(({ revision, why, firstFailed }) => [revision, why, firstFailed])).toEqual([
      [3, "source", null],
      [2, "filter", "0"],
      [1, "been-through", null],
    ]);
  });

  test("is forgotten after 90 days, and the rest is kept", async () => {
    const workflowId = await desk.workflow([urgent], { filter: { match: "all", parts: [isVip] } });
    const old = await desk.receive({ messageId: "first@example.com" });
    await desk.time.sleep(89 * DAY_MS);
    const late = await desk.receive({
      messageId: "other@example.com",
      from: "Bea <bea@example.com>",
      subject: "Socks",
    });
    const count = async (ticketId: typeof old) =>
      (await desk.client.workflows.explain({ id: workflowId, ticketId })).evaluations.length;
    expect([await count(old), await count(late)]).toEqual([1, 1]);
    await desk.time.sleep(2 * DAY_MS);
    await desk.core.context.queue.idle();
    expect([await count(old), await count(late)]).toEqual([0, 1]);
    expect(await desk.core.context.store.evaluations.count({})).toBe(1);
  });
});

describe("[F9] why", () => {
  test("a step's change leads over its run to the mail that began it", async () => {
    await desk.workflow([waitFor(5), urgent]);
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await desk.pass(5 * MINUTE_MS);
    const { items } = await desk.client.workflows.why({ id: ticketId, property: "priority" });
    expect(items.map(({ chain, isComplete }) => [told(chain), isComplete])).toEqual([
      [
        [
          "change priority",
          "step urgent (set-property) of Escalate by ticket-created after wait completed",
          "change ticket.created",
          "channel Incoming mail",
        ],
        true,
      ],
    ]);
  });

  test("leads through workflows that set off each other, and through rules, to a person", async () => {
    await desk.workflow(
      [{ id: id("close"), type: "move-stage", stageId: STAGES.closed }],
      {
        triggers: [{ id: "t1", type: "property-changed", property: "priority" }],
      },
      true,
      "Close",
    );
    await desk.workflow(
      [urgent],
      { triggers: [{ id: "t1", type: "property-changed", property: "tags" }] },
      true,
      "Urgent",
    );
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await desk.client.tickets.update({ id: ticketId, tags: ["vip"] });
    const { items } = await desk.client.workflows.why({ id: ticketId, property: "closedAtEpochMs" });
    const [user] = (await desk.client.users.list({})).items;
    expect(items.map(({ chain }) => told(chain))).toEqual([
      [
        "change closedAtEpochMs",
        "rule C1",
        "change ticket.stage-changed",
        "step close (move-stage) of Close by property-changed",
        "change priority",
        "step urgent (set-property) of Urgent by property-changed",
        "change tags",
        `person ${user?.name}`,
      ],
    ]);
  });

  test("every change has a chain, newest first, in pages; what ended a wait is named", async () => {
    await desk.workflow([
      {
        id: id("answer"),
        type: "wait-for-event",
        event: "customer-replied",
        timeout: null,
        businessHours: false,
        whenTimedOut: "continue",
      },
      tag("answered"),
    ]);
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await desk.pass(HOUR_MS);
    await desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
    const all = await desk.client.workflows.why({ id: ticketId });
    const { activities } = await desk.client.tickets.open({ id: ticketId });
    expect(all.items.map(({ activity }) => activity)).toEqual(activities.toReversed());
    expect(all.items.every(({ chain, isComplete }) => chain.length > 1 && isComplete)).toBe(true);
    const change = all.items.find(
      ({ activity: { body } }) => body.type === "ticket.property-changed" && body.property === "tags",
    );
    const step = change?.chain.find((link) => link.kind === "step");
    expect(step?.kind === "step" && step.waited?.endedBy?.body.type).toBe("message.received");
    const pages: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await desk.client.workflows.why({ id: ticketId, limit: 2, ...(cursor ? { cursor } : {}) });
      pages.push(...page.items.map(({ activity }) => activity.id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(pages).toEqual(all.items.map(({ activity }) => activity.id));
    const one = await desk.client.workflows.why({ id: ticketId, activityId: change?.activity.id ?? "" });
    expect(one.items).toEqual([change]);
    await expect(desk.client.workflows.why({ id: ticketId, activityId: "no-such" })).rejects.toMatchObject({
      code: "PD_DESK_NOT_FOUND",
    });
  });
});

describe("[F9] runs", () => {
  test("a run shows each step with its input, result, duration and what it changed", async () => {
    const workflowId = await desk.workflow([waitFor(2), urgent, tag("seen")]);
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await desk.pass(2 * MINUTE_MS);
    const [run] = (await desk.client.workflows.ticketRuns({ id: ticketId })).items;
    const record = await desk.client.workflows.run({ id: run?.id ?? "" });
    expect(record).toMatchObject({
      workflow: { id: workflowId, name: "Escalate", revision: 1, isOutdated: false },
      ticket: { id: ticketId, number: 1, subject: "Boots" },
      trigger: { id: "t1", type: "ticket-created" },
      at: null,
      durationMs: 2 * MINUTE_MS,
    });
    expect(
      record.steps.map(({ step, entry, durationMs, changes }) => [
        step,
        entry.outcome.kind,
        durationMs,
        changes.map(({ body }) => (body.type === "ticket.property-changed" ? [body.property, body.to] : body.type)),
      ]),
    ).toEqual([
      [waitFor(2), "completed", 2 * MINUTE_MS, []],
      [urgent, "done", 0, [["priority", "urgent"]]],
      [tag("seen"), "done", 0, [["tags", ["seen"]]]],
    ]);
  });

  test("are listed by status, of a workflow and of a ticket, and counted with the time through", async () => {
    const { rules } = await desk.client.pipelines.get({ id: SUPPORT });
    await desk.client.pipelines.update({
      id: SUPPORT,
      rules: { ...rules, requiredProperties: { [STAGES.closed]: ["ownerId"] } },
    });
    const close: Parameters<ExplainedDesk["workflow"]>[0][number] = {
      id: id("close"),
      type: "move-stage",
      stageId: STAGES.closed,
    };
    const workflowId = await desk.workflow([waitFor(10), close]);
    const other = await desk.workflow([urgent]);
    const receive = (name: string) =>
      desk.receive({ messageId: `${name}@example.com`, from: `${name}@example.com`, subject: name });
    await receive("failing");
    await desk.pass(10 * MINUTE_MS);
    await desk.time.sleep(40 * DAY_MS);
    for (const [name, minutes] of [
      ["one", 1],
      ["two", 3],
      ["three", 4],
    ] as const) {
      await receive(name);
      await desk.pass(minutes * MINUTE_MS);
      await desk.receive({
        messageId: `${name}-2@example.com`,
        inReplyTo: `${name}@example.com`,
        from: `${name}@example.com`,
      });
    }
    const waiting = await receive("waiting");
    const list = async (status: "failed" | "done" | "waiting") =>
      (await desk.client.workflows.runs({ id: workflowId, status })).items.length;
    expect([await list("failed"), await list("done"), await list("waiting")]).toEqual([1, 3, 1]);
    const { items } = await desk.client.workflows.ticketRuns({ id: waiting, status: "waiting" });
    expect(items.map((run) => run.workflowId)).toEqual([workflowId]);
    expect(await desk.client.workflows.figures({ id: workflowId })).toEqual({
      last30Days: {
        enrolled: 4,
        active: 1,
        done: 3,
        failed: 0,
        unenrolled: 0,
        medianMs: 3 * MINUTE_MS,
        p95Ms: 4 * MINUTE_MS,
      },
      ever: {
        enrolled: 5,
        active: 1,
        done: 3,
        failed: 1,
        unenrolled: 0,
        medianMs: 3 * MINUTE_MS,
        p95Ms: 4 * MINUTE_MS,
      },
    });
    expect((await desk.client.workflows.figures({ id: other })).ever).toMatchObject({ done: 5, medianMs: 0, p95Ms: 0 });
  });
});
