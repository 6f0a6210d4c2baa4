import { afterEach, beforeEach, expect, test } from "vitest";
import { openTimedDesk, HOUR_MS, TAG, waitFor, type TimedDesk } from "../../support/timed-desk.ts";
import { startSmtpSink, type SmtpSink } from "../../support/mail/smtp-sink.ts";

let desk: TimedDesk;
let sink: SmtpSink;
beforeEach(async () => {
  desk = await openTimedDesk();
  sink = await startSmtpSink();
});
afterEach(async () => {
  await desk.close();
  await sink.close();
});

const team = () => desk.mail.core.team;
const statuses = async (id: Parameters<TimedDesk["runs"]>[0]) =>
  (await desk.runs(id)).map(({ status, endReason }) => `${status} ${endReason}`.trim());

test("[H2] when a desk joins, what waits stands still there, and goes on when the team is no more", async () => {
  const workflow = await desk.workflow({ steps: [waitFor(1, "hours"), TAG] });
  const ticketId = await desk.receive({ messageId: "first@example.com" });
  const { records } = await team().handOver();
  await desk.settle();
  expect(Array.isArray(records)).toBe(true);
  await desk.pass(3 * HOUR_MS);
  expect([await statuses(workflow), desk.mail.core.context.host.mode()]).toEqual([["waiting"], "member"]);

  await team().takeBack("go-on");
  await desk.pass(0);
  expect([await statuses(workflow), (await desk.mail.client.tickets.get({ id: ticketId })).tags]).toEqual([
    ["done"],
    ["seen"],
  ]);
});

test("[H2] one that leaves a team which goes on ends what waits: nothing is done twice", async () => {
  const workflow = await desk.workflow({ steps: [waitFor(1, "hours"), TAG] });
  const ticketId = await desk.receive({ messageId: "first@example.com" });
  await desk.mail.client.tickets.reply({ id: ticketId, text: "Which size?" });
  await team().handOver();
  await team().takeBack("end");
  await desk.pass(3 * HOUR_MS);
  const items = await desk.mail.core.context.store.outbox.find({ selector: {} });
  expect([await statuses(workflow), items.every(({ state }) => state === "cancelled")]).toEqual([
    ["unenrolled left-team"],
    true,
  ]);
});

test("[H2] a desk that has joined sends nothing any more; what its outbox holds waits, unchanged", async () => {
  await desk.mail.connect({ imap: sink.port, smtp: sink.port });
  const ticketId = await desk.receive({ messageId: "first@example.com" });
  await desk.mail.client.tickets.reply({ id: ticketId, text: "Which size?" });
  await team().handOver();
  await desk.pass(HOUR_MS);
  const items = await desk.mail.core.context.store.outbox.find({ selector: {} });
  expect([sink.connections, items.map(({ state }) => state)]).toEqual([0, ["queued"]]);
});

test("[H2] what the host keeps beside the documents comes to the next one, and never what is the device's own", async () => {
  const { store, clock } = desk.mail.core.context;
  const record = (id: string, value: number) => ({
    previous: null,
    next: { id, value, updatedAtEpochMs: clock.nowEpochMs() },
  });
  await store.local.write([record("turns_a", 1), record("mailbox_b", 2), record("import_c", 3)]);
  const handedOver = await team().handOver();
  expect(
    handedOver.records
      .map(({ id }) => id)
      .filter((id) => /^(?:turns|mailbox|import|device|host)/u.test(id))
      .toSorted(),
  ).toEqual(["mailbox_b", "turns_a"]);
  const known = await store.local.get("turns_a");
  if (known) await store.local.remove([known]);
  await team().takeOver({ records: [...handedOver.records, { id: "device", value: "other", updatedAtEpochMs: 0 }] });
  await team().takeOver(handedOver);
  expect([(await store.local.get("turns_a"))?.value, (await store.local.get("device"))?.value === "other"]).toEqual([
    1,
    false,
  ]);
});
