import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import { HOUR_MS, MINUTE_MS, openTimedDesk, TAG, type TimedDesk } from "../../support/timed-desk.ts";
import { SUPPORT } from "../../support/test-desk.ts";

/** Due dates that have passed as they are set: told, and with a choice. */
let desk: TimedDesk;
beforeEach(async () => {
  desk = await openTimedDesk();
});
afterEach(() => desk.close());

const now = () => desk.mail.time.clock.nowEpochMs();
const update = (id: TicketId, changes: { dueAtEpochMs: number | null; pastDue?: "act" | "leave" }) =>
  desk.mail.client.tickets.update({ id, ...changes });
const onDue = (offset: unknown = null, property = "dueAtEpochMs") =>
  desk.workflow({ triggers: [{ id: "d", type: "date-reached", property, offset } as never], steps: [TAG] });
const before = (amount: number, unit: string) => ({ duration: { amount, unit }, direction: "before" });
const count = async (id: WorkflowId) => (await desk.runs(id)).length;
const momentOf = async (id: WorkflowId, ticketId: TicketId) =>
  (await desk.mail.client.workflows.explain({ id, ticketId })).moments[0]?.state;

describe("[F2] 11-due-date-in-the-past: a due date in the past, set after the workflow was switched on", () => {
  test("fires at once, and once", async () => {
    const workflowId = await onDue();
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await update(ticketId, { dueAtEpochMs: now() - HOUR_MS });
    await desk.pass(1_000);
    expect([await count(workflowId), await momentOf(workflowId, ticketId)]).toEqual([1, "fired"]);
    await desk.restart();
    await desk.pass(HOUR_MS);
    expect(await count(workflowId)).toBe(1);
  });

  test("fires at once where only the offset is past", async () => {
    const workflowId = await onDue(before(1, "hours"));
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await update(ticketId, { dueAtEpochMs: now() + 30 * MINUTE_MS });
    await desk.pass(1_000);
    expect(await count(workflowId)).toBe(1);
  });

  test("fires where it was set while the program was off, in a sense: set, ended, begun again", async () => {
    const workflowId = await onDue();
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await desk.mail.client.automations.pause();
    await update(ticketId, { dueAtEpochMs: now() - HOUR_MS });
    await desk.restart();
    await desk.mail.client.automations.resume({});
    await desk.pass(1_000);
    expect(await count(workflowId)).toBe(1);
  });

  test("fires where the ticket is made with it", async () => {
    const workflowId = await desk.workflow({
      triggers: [{ id: "d", type: "date-reached", property: "dueAtEpochMs" } as never],
      sources: ["manual"],
    });
    await desk.mail.client.tickets.create({ subject: "Late", pipelineId: SUPPORT, dueAtEpochMs: now() - HOUR_MS });
    await desk.pass(1_000);
    expect(await count(workflowId)).toBe(1);
  });

  test("sets nothing off where whoever sets it says so; what lies ahead still does, and so does the next date", async () => {
    const workflowId = await onDue();
    const after = await onDue({ duration: { amount: 2, unit: "hours" }, direction: "after" });
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await update(ticketId, { dueAtEpochMs: now() - HOUR_MS, pastDue: "leave" });
    await desk.restart();
    await desk.pass(1_000);
    expect([await count(workflowId), await momentOf(workflowId, ticketId)]).toEqual([0, "past"]);
    await desk.pass(2 * HOUR_MS);
    expect(await count(after)).toBe(1);
    await update(ticketId, { dueAtEpochMs: now() - MINUTE_MS });
    await desk.pass(1_000);
    expect(await count(workflowId)).toBe(1);
  });
});

describe("[F9b] a due date that was past before the workflow was switched on", () => {
  test("sets nothing off, and Why not? tells that it was past", async () => {
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await update(ticketId, { dueAtEpochMs: now() - HOUR_MS });
    await desk.pass(MINUTE_MS);
    const workflowId = await onDue();
    await desk.pass(HOUR_MS);
    expect([await count(workflowId), await momentOf(workflowId, ticketId)]).toEqual([0, "past"]);
    await update(ticketId, { dueAtEpochMs: null });
    expect(await momentOf(workflowId, ticketId)).toBe("none");
    await update(ticketId, { dueAtEpochMs: now() + HOUR_MS });
    expect(await momentOf(workflowId, ticketId)).toBe("ahead");
  });

  test("a close date that is set by hand is history, as before", async () => {
    const workflowId = await onDue(null, "closedAtEpochMs");
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await desk.mail.client.tickets.update({ id: ticketId, closedAtEpochMs: now() - 10 * HOUR_MS });
    await desk.pass(HOUR_MS);
    expect(await count(workflowId)).toBe(0);
  });
});
