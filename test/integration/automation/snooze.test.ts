import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UNTIL_ANSWERED_EPOCH_MS } from "#shared/model/ticket.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { HOUR_MS, openTimedDesk, type TimedDesk } from "../../support/timed-desk.ts";

const START = Date.UTC(2026, 4, 4, 9);

let desk: TimedDesk;
let id: TicketId;
beforeEach(async () => {
  desk = await openTimedDesk(START);
  id = await desk.receive({ messageId: "first@example.com" });
});
afterEach(async () => {
  await desk.close();
});

const client = () => desk.mail.client;
const until = async () => (await client().tickets.get({ id })).snoozedUntilEpochMs ?? null;
const snooze = (snoozedUntilEpochMs: number | null) => client().tickets.update({ id, snoozedUntilEpochMs });
const notices = async () =>
  (await client().notifications.list({})).items
    .filter(({ topic }) => topic === "snooze-over")
    .map(({ about }) => about);
const counts = async () => {
  const { items } = await client().views.counts();
  return Object.fromEntries(items.map((item) => [item.id, item.count]));
};
const causes = async () => {
  const { activities } = await client().tickets.open({ id });
  return activities.flatMap(({ body, cause }) =>
    body.type === "ticket.property-changed" && body.property === "snoozedUntilEpochMs" ? [cause.kind] : [],
  );
};
const reply = (more: object = {}) =>
  desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com", ...more });

describe("a snoozed ticket", () => {
  test("wakes exactly when its time has come, tells who snoozed it once, and says why", async () => {
    await snooze(START + 2 * HOUR_MS);
    await desk.pass(2 * HOUR_MS - 1);
    expect([await until(), await notices()]).toEqual([START + 2 * HOUR_MS, []]);
    await desk.pass(1);
    const { subject } = await client().tickets.get({ id });
    expect([await until(), await notices(), await causes()]).toEqual([null, [subject], ["user", "rule"]]);
    await desk.restart();
    await desk.pass(HOUR_MS);
    expect(await notices()).toEqual([subject]);
  });

  test("wakes at the start where its time came while the desk was off", async () => {
    await snooze(START + HOUR_MS);
    await desk.restart(3 * HOUR_MS);
    await desk.pass(0);
    expect([await until(), (await notices()).length]).toEqual([null, 1]);
  });

  test("[D7] the customer's answer wakes it, an auto-reply does not", async () => {
    await snooze(UNTIL_ANSWERED_EPOCH_MS);
    await reply({ messageId: "auto@example.com", headers: { "Auto-Submitted": "auto-replied" } });
    await desk.pass(1000 * HOUR_MS);
    expect(await until()).toBe(UNTIL_ANSWERED_EPOCH_MS);
    await reply();
    expect([await until(), await notices()]).toEqual([null, []]);
  });

  test("closing wakes it, and taking the move back puts it to sleep again; nothing is told of the time that was", async () => {
    await snooze(START + HOUR_MS);
    const move = { kind: "move" as const, to: { pipelineId: SUPPORT, stageId: STAGES.closed } };
    const { undo } = await client().tickets.change({ id, changes: [move] });
    expect(await until()).toBeNull();
    await client().tickets.change({ id, changes: undo });
    expect(await until()).toBe(START + HOUR_MS);
    await snooze(null);
    await desk.pass(2 * HOUR_MS);
    expect(await notices()).toEqual([]);
  });

  test("leaves the everyday views, and stands in its own", async () => {
    const before = await counts();
    await snooze(START + HOUR_MS);
    const after = await counts();
    expect([before["unassigned"], before["snoozed"], before["all-open"]]).toEqual([1, 0, 1]);
    expect([after["unassigned"], after["snoozed"], after["all-open"]]).toEqual([0, 1, 1]);
  });

  test("in the trash it wakes without a word", async () => {
    await snooze(START + HOUR_MS);
    await client().tickets.change({ id, changes: [{ kind: "set-aside", as: "trash" }] });
    await desk.pass(HOUR_MS);
    expect([await until(), await notices()]).toEqual([null, []]);
  });
});
