import { afterEach, beforeEach, expect, test } from "vitest";
import { LEASE_RENEWAL_MS } from "#main/desk/host/limits.ts";
import type { ProbePoint } from "#main/mail/probe.ts";
import { hostOn } from "../../support/host-on.ts";
import { startSmtpSink, type SmtpSink } from "../../support/mail/smtp-sink.ts";
import { openOutboxDesk, UNDO_MS, type OutboxDesk } from "../outbox/outbox-desk.ts";

let sink: SmtpSink;
let out: OutboxDesk;
beforeEach(async () => {
  sink = await startSmtpSink();
  out = await openOutboxDesk({ smtpPort: sink.port, isRunning: false });
});
afterEach(async () => {
  await out.close();
  await sink.close();
});

test.each(["send.chosen", "send.composed", "send.connected"] as const)(
  "[H2] a machine that was made the host falls asleep at %s, and the work is handed back meanwhile: it sends nothing when it wakes up, the server does, once",
  async (point: ProbePoint) => {
    const message = await out.reply(await out.desk.newTicket());
    const { host } = out.desk.core.context;
    await host.setMode("member");
    await out.desk.client.desk.promote();
    const isAsleep = Promise.withResolvers<void>();
    const isAwake = Promise.withResolvers<void>();
    out.restart(async (reached) => {
      if (reached !== point) return;
      isAsleep.resolve();
      await isAwake.promise;
    }, host);
    const sleeper = out.runner;
    await out.time.advance(UNDO_MS);
    await isAsleep.promise;

    const server = await hostOn(out.desk.core, out.time, "server-process");
    server.start();
    await out.desk.client.desk.handBack();
    await out.time.advance(LEASE_RENEWAL_MS);
    expect([host.isHost(), server.isHost()]).toEqual([false, true]);
    isAwake.resolve();
    await sleeper.close();
    expect([sink.mails.length, (await out.item(message)).state]).toEqual([0, "queued"]);

    out.restart(undefined, server);
    await out.time.advance(0);
    await out.inState(message, "sent");
    await out.time.advance(3_600_000);
    expect(sink.mails.length).toBe(1);
    await out.runner.close();
    await server.close();
  },
);
