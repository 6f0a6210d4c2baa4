import { firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Host } from "#main/desk/host/host.ts";
import { LEASE_MS, LEASE_RENEWAL_MS } from "#main/desk/host/limits.ts";
import type { ProbePoint } from "#main/mail/probe.ts";
import { hostOn } from "../../support/host-on.ts";
import { startSmtpSink, type SmtpSink } from "../../support/mail/smtp-sink.ts";
import { createVirtualTime, type VirtualTime } from "../../support/mail/virtual-time.ts";
import { openOutboxDesk, UNDO_MS, type OutboxDesk } from "../outbox/outbox-desk.ts";

let sink: SmtpSink;
let out: OutboxDesk;
let first: Host;
let firstTime: VirtualTime;
const opened: Host[] = [];

beforeEach(async () => {
  sink = await startSmtpSink();
  out = await openOutboxDesk({ smtpPort: sink.port, isRunning: false });
  firstTime = createVirtualTime(out.time.clock.nowEpochMs());
  first = await hostOn(out.desk.core, firstTime, "first");
  first.start();
  await firstTime.advance(0);
});
afterEach(async () => {
  for (const host of [first, ...opened.splice(0)]) await host.close();
  await out.close();
  await sink.close();
});

/**
 * The first host stops at that point, as a machine that falls asleep; the second takes over, and then it goes on.
 * @param before called once the sleeper is done, ahead of anything that the second does
 */
async function sleepsAt(point: ProbePoint, before?: () => Promise<void>): Promise<void> {
  let slept = false;
  const isAsleep = Promise.withResolvers<void>();
  const isAwake = Promise.withResolvers<void>();
  out.restart(async (reached) => {
    if (reached !== point || slept) return;
    slept = true;
    isAsleep.resolve();
    await isAwake.promise;
  }, first);
  const sleeper = out.runner;
  await out.time.advance(UNDO_MS);
  await isAsleep.promise;

  const second = await hostOn(out.desk.core, out.time, "second");
  opened.push(second);
  second.start();
  await out.time.advance(LEASE_MS + LEASE_RENEWAL_MS);
  expect(second.fence()).toBe(2);
  if (before) {
    const isLost = firstValueFrom(first.changes);
    isAwake.resolve();
    expect(await isLost).toBe(false);
    await sleeper.close();
    await before();
  }
  out.restart(undefined, second);
  await out.time.advance(0);
  isAwake.resolve();
  await sleeper.close();
}

test.each(["send.chosen", "send.composed", "send.connected"] as const)(
  "[H2] a host that sleeps at %s before the mail begins gives it up; the next one sends it, once",
  async (point) => {
    const message = await out.reply(await out.desk.newTicket());
    await sleepsAt(point);
    await out.inState(message, "sent");
    await out.time.advance(3_600_000);
    expect(sink.mails.length).toBe(1);
  },
);

test.each(["send.composed", "send.connected"] as const)(
  "[H2] a host that wakes up at %s before the next one has done anything sends nothing all the same",
  async (point) => {
    const message = await out.reply(await out.desk.newTicket());
    await sleepsAt(point, async () => {
      expect([sink.mails.length, (await out.item(message)).state]).toEqual([0, "queued"]);
    });
    await out.inState(message, "sent");
    expect(sink.mails.length).toBe(1);
  },
);

test("[H2] one that sleeps after the mail begins leaves it unsure; nobody sends it again by itself", async () => {
  const message = await out.reply(await out.desk.newTicket());
  let stateSeen = "";
  sink.setFaults({ cutAtDataEnd: "before-keeping" });
  const watched = out.desk.core.context.store.outbox.changes.subscribe(([item]) => (stateSeen += ` ${item?.state}`));
  await sleepsAt("send.first-byte");
  await out.inState(message, "unsure");
  await out.time.advance(3_600_000);
  watched.unsubscribe();
  expect([sink.mails.length, (await out.item(message)).state, stateSeen.includes("sent")]).toEqual([
    0,
    "unsure",
    false,
  ]);
});

test("[H2] where the sleeper's server has taken the mail, its word counts although it is no longer the host", async () => {
  const message = await out.reply(await out.desk.newTicket());
  await sleepsAt("send.answered");
  const item = await out.inState(message, "sent");
  await out.time.advance(3_600_000);
  expect([sink.mails.length, item.sentAtEpochMs !== null]).toEqual([1, true]);
});
