import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MAX_CHAIN_DEPTH } from "#shared/automation/limits.ts";
import type { ReplayEntry } from "#shared/contract/explanations/replay.ts";
import { STAGES } from "../../support/test-desk.ts";
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
  wholeStore,
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

/** The differences in short, and the totals. */
function told(entries: readonly ReplayEntry[]) {
  const done = entries.at(-1);
  const differences = entries.flatMap((entry) => {
    if (entry.type !== "difference") return entry.type === "skipped" ? [`skipped ${entry.reason}`] : [];
    const { kind, would, did } = entry.difference;
    return [`${kind} ${(would ?? did)?.stepId}`];
  });
  if (done?.type !== "done") throw new Error("The replay did not end.");
  const { would, did, same, enrolled } = done.totals;
  // Tickets come in the order of their ids, which are hashes.
  return { differences: differences.toSorted(), would, did, same, enrolled };
}

const ticketOf = (name: string) =>
  desk.receive({ messageId: `${name}@example.com`, from: `${name}@example.com`, subject: name });
const replyOf = (name: string, at = "2") =>
  desk.receive({
    messageId: `${name}-${at}@example.com`,
    inReplyTo: `${name}@example.com`,
    from: `${name}@example.com`,
  });

describe("[F10] a replay", () => {
  test("of a workflow that really ran shows no difference, and changes nothing at all", async () => {
    const branch: Steps[number] = {
      id: id("which"),
      type: "branch-if",
      arms: [
        {
          id: "vip",
          name: "VIP",
          filter: {
            match: "all",
            parts: [{ object: "ticket", property: "tags", operator: "has-any-of", values: ["vip"] }],
          },
          steps: [urgent],
        },
      ],
      otherwise: [tag("plain")],
    };
    const workflowId = await desk.workflow(
      [
        tag("seen"),
        waitFor(30),
        branch,
        { id: id("note"), type: "add-note", text: "Done" },
        { id: id("due"), type: "set-due", after: { amount: 2, unit: "hours" }, businessHours: false },
        { id: id("close"), type: "move-stage", stageId: STAGES.closed },
      ],
      { triggers: [{ id: "t1", type: "email-received" }], reenrolment: { kind: "always" } },
    );
    // Workflows beside it, before and behind it in the list, that change what it looks at.
    await desk.workflow([{ id: id("vip"), type: "add-tags", tags: ["vip"] }], {
      filter: { match: "all", parts: [{ object: "ticket", property: "subject", operator: "is", value: "two" }] },
    });
    for (const name of ["one", "two", "three"]) await ticketOf(name);
    await desk.pass(10 * MINUTE_MS);
    await replyOf("three");
    await desk.client.tickets.update({ id: await ticketOf("four"), priority: "low", tags: ["vip", "by-hand"] });
    await desk.pass(45 * MINUTE_MS);
    await replyOf("one");
    await desk.pass(5 * HOUR_MS);
    const before = wholeStore(desk);
    const entries = await desk.replay(workflowId);
    expect(wholeStore(desk)).toEqual(before);
    const { runs } = desk.client.workflows;
    const enrolled = (await runs({ id: workflowId })).items.length;
    const result = told(entries);
    expect(result).toEqual({ differences: [], would: result.did, did: result.did, same: result.did, enrolled });
    expect(result.did).toBeGreaterThan(20);
  });

  test("of runs that began before the window, and of a desk that was off meanwhile, shows none either", async () => {
    const workflowId = await desk.workflow([waitFor(3 * 24 * 60), urgent, waitFor(60, "second"), tag("late")]);
    await ticketOf("one");
    await desk.time.sleep(2 * DAY_MS);
    await ticketOf("two");
    await desk.time.sleep(DAY_MS + HOUR_MS);
    await desk.core.context.queue.idle();
    await desk.pass(2 * HOUR_MS);
    const { differences, did } = told(await desk.replay(workflowId, 1));
    expect({ differences, did }).toEqual({ differences: [], did: 2 });
  });

  test("with another definition tells what it would have done instead, and when", async () => {
    const workflowId = await desk.workflow([waitFor(10), urgent, tag("old")]);
    await ticketOf("one");
    const two = await ticketOf("two");
    await desk.pass(5 * MINUTE_MS);
    await replyOf("two");
    await desk.pass(HOUR_MS);
    const now = desk.time.clock.nowEpochMs();
    const entries = await desk.replay(workflowId, 7, definition([waitFor(2), urgent, tag("new")]));
    expect(told(entries)).toEqual({
      differences: ["moved urgent", "would tag-new", "did tag-old", "would urgent", "would tag-new"].toSorted(),
      would: 4,
      did: 2,
      same: 0,
      enrolled: 2,
    });
    expect(
      entries.flatMap((entry) =>
        entry.type === "difference" && entry.difference.ticketId === two ? [entry.difference] : [],
      ),
    ).toMatchObject([
      { kind: "would", subject: "two", would: { atEpochMs: now - 63 * MINUTE_MS, stepId: "urgent" }, did: null },
      { kind: "would", would: { atEpochMs: now - 63 * MINUTE_MS, stepId: "tag-new" }, did: null },
    ]);
  });

  test("of a workflow that was never on tells all that it would have done; what others changed stays", async () => {
    const workflowId = await desk.workflow(
      [urgent],
      {
        triggers: [{ id: "t1", type: "property-changed", property: "tags" }],
        filter: { match: "all", parts: [{ object: "ticket", property: "priority", operator: "is", value: "low" }] },
      },
      false,
    );
    const one = await ticketOf("one");
    await desk.client.tickets.update({ id: one, tags: ["early"] });
    await desk.pass(MINUTE_MS);
    await desk.client.tickets.update({ id: one, priority: "low" });
    await desk.pass(MINUTE_MS);
    await desk.client.tickets.update({ id: one, tags: ["late"] });
    await desk.pass(MINUTE_MS);
    await desk.client.tickets.update({ id: one, priority: "high" });
    await ticketOf("two");
    expect(told(await desk.replay(workflowId))).toEqual({
      differences: ["would urgent"],
      would: 1,
      did: 0,
      same: 0,
      enrolled: 1,
    });
  });

  test("[F2] fires silence, dates and schedules at their times in the past", async () => {
    const triggers: Parameters<typeof definition>[1] = {
      triggers: [
        {
          id: "t1",
          type: "silence",
          after: "customer-message",
          duration: { amount: 2, unit: "hours" },
          businessHours: false,
        },
      ],
    };
    const never = await desk.workflow([urgent], triggers, false);
    const real = await desk.workflow([tag("silent")], triggers);
    await ticketOf("one");
    await desk.pass(HOUR_MS);
    await replyOf("one");
    await desk.pass(90 * MINUTE_MS);
    await ticketOf("two");
    await desk.pass(3 * HOUR_MS);
    expect(told(await desk.replay(real))).toEqual({ differences: [], would: 2, did: 2, same: 2, enrolled: 2 });
    // One that is made only now would have done it just the same.
    const late = await desk.workflow([urgent], triggers, false);
    for (const workflowId of [never, late]) {
      const entries = await desk.replay(workflowId);
      expect(told(entries)).toMatchObject({ differences: ["would urgent", "would urgent"], did: 0 });
    }
  });

  test("[F11] of a definition that goes round stops where the engine would have stopped", async () => {
    const workflowId = await desk.workflow(
      [
        {
          id: id("which"),
          type: "branch-if",
          arms: [
            {
              id: "on",
              name: "On",
              filter: {
                match: "all",
                parts: [{ object: "ticket", property: "tags", operator: "has-any-of", values: ["loop"] }],
              },
              steps: [{ id: id("off"), type: "remove-tags", tags: ["loop"] }],
            },
          ],
          otherwise: [{ id: id("on"), type: "add-tags", tags: ["loop"] }],
        },
      ],
      { triggers: [{ id: "t1", type: "property-changed", property: "tags" }], reenrolment: { kind: "always" } },
      false,
    );
    const one = await ticketOf("one");
    await desk.client.tickets.update({ id: one, tags: ["start"] });
    expect(told(await desk.replay(workflowId)).would).toBe(MAX_CHAIN_DEPTH);
  });

  test("ends when its caller goes", async () => {
    const workflowId = await desk.workflow([urgent]);
    for (const name of ["one", "two", "three"]) await ticketOf(name);
    const aborter = new AbortController();
    const entries = await desk.client.workflows.replay({ id: workflowId, days: 7 }, { signal: aborter.signal });
    const types: string[] = [];
    for await (const { type } of entries) {
      types.push(type);
      aborter.abort();
    }
    expect(types).toEqual(["begun"]);
  });
});
