import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  cancelMail,
  editMail,
  releaseMail,
  resolveMail,
  sendMailLater,
  sendMailNow,
} from "#main/desk/commands/waiting-mail.ts";
import { OutgoingContent } from "#shared/contract/outgoing.ts";
import { startCutProxy, type CutProxy } from "../../support/mail/cut-proxy.ts";
import { startSmtpSink, type SmtpSink } from "../../support/mail/smtp-sink.ts";
import { STAGES } from "../../support/test-desk.ts";
import { openOutboxDesk, UNDO_MS, type OutboxDesk, type OutboxDeskOptions } from "./outbox-desk.ts";

const HOUR_MS = 3_600_000;

let sink: SmtpSink;
let line: CutProxy;
let out: OutboxDesk;
beforeEach(async () => {
  sink = await startSmtpSink();
  line = await startCutProxy({ targetPort: sink.port });
});
afterEach(async () => {
  await out.close();
  await line.close();
  await sink.close();
});

async function open(options: Partial<OutboxDeskOptions> = {}): Promise<void> {
  out = await openOutboxDesk({ smtpPort: line.port, ...options });
}

const texts = () => sink.mails.map(({ raw }) => /^(?:Answer \d|Which size\?)/mu.exec(raw)?.[0] ?? raw);

describe("a mail that nothing holds up", () => {
  test("[H1] waits for the undo window, then goes out once, signed and threaded", async () => {
    await open();
    const message = await out.reply(await out.desk.newTicket());
    await out.time.advance(UNDO_MS - 1);
    expect([(await out.item(message)).state, sink.attempts]).toEqual(["queued", 0]);

    await out.time.advance(1);
    const item = await out.inState(message, "sent");
    expect({ ...item, id: "", stamp: "", basisStamp: "", _rev: "", _meta: {} }).toMatchObject({
      attempts: 1,
      lastFailure: null,
      sendingSinceEpochMs: null,
      sentAtEpochMs: out.time.clock.nowEpochMs(),
      sentCopy: "none",
    });
    await out.time.advance(HOUR_MS);
    const [mail] = await sink.received(1);
    expect([sink.mails.length, mail?.from, mail?.to, mail?.messageId, out.told.failure]).toEqual([
      1,
      "help@desk.example",
      ["anna@example.com"],
      message.rfcMessageId,
      null,
    ]);
    expect(mail?.raw).toMatch(/^In-Reply-To: <first@example\.com>$/mu);
  });

  test("[H1] the copy for the Sent folder equals what was sent, and comes later where the folder can't be reached", async () => {
    await open({ mailbox: { sentCopy: "append" } });
    out.sent.isReachable = false;
    const message = await out.reply(await out.desk.newTicket());
    await out.time.advance(UNDO_MS);
    await out.inState(message, "sent");
    out.sent.isReachable = true;
    await out.time.advance(HOUR_MS);
    const item = await out.until(async () => {
      const now = await out.item(message);
      return now.sentCopy === "done" ? now : null;
    });
    expect([item.state, sink.mails.length, out.sent.mails.get(message.rfcMessageId)]).toEqual([
      "sent",
      1,
      sink.mails[0]?.raw,
    ]);
  });
});

describe("what a person does to waiting mail", () => {
  test("[H1] [D1] taking it back in the undo window sends nothing and takes back the status it set", async () => {
    await open();
    const id = await out.desk.newTicket();
    const message = await out.reply(id);
    expect((await out.desk.ticket(id)).stageId).toBe(STAGES.waitingOnContact);
    await cancelMail(out.desk.core.context, out.owner, (await out.item(message)).id);
    await out.time.advance(HOUR_MS);
    expect([(await out.item(message)).state, (await out.desk.ticket(id)).stageId, sink.attempts]).toEqual([
      "cancelled",
      STAGES.new,
      0,
    ]);
  });

  test("[H1] a status that somebody moved on from stays when the mail is taken back", async () => {
    await open();
    const id = await out.desk.newTicket();
    const message = await out.reply(id);
    await out.desk.client.tickets.move({ id, stageId: STAGES.waitingOnUs });
    await cancelMail(out.desk.core.context, out.owner, (await out.item(message)).id);
    expect((await out.desk.ticket(id)).stageId).toBe(STAGES.waitingOnUs);
  });

  test("[H1] a sent mail can't be taken back, changed or put off", async () => {
    await open();
    const message = await out.reply(await out.desk.newTicket());
    await out.time.advance(UNDO_MS);
    const { id } = await out.inState(message, "sent");
    const { context } = out.desk.core;
    const gone = { code: "PD_OUTBOX_GONE" };
    await expect(cancelMail(context, out.owner, id)).rejects.toMatchObject(gone);
    await expect(sendMailNow(context, out.owner, id)).rejects.toMatchObject(gone);
    await expect(sendMailLater(context, out.owner, id, out.time.clock.nowEpochMs() + 1)).rejects.toMatchObject(gone);
    await expect(editMail(context, out.owner, id, OutgoingContent.parse({ text: "No" }))).rejects.toMatchObject(gone);
    await expect(releaseMail(context, out.owner, id)).rejects.toMatchObject(gone);
    await expect(resolveMail(context, out.owner, id, "again")).rejects.toMatchObject(gone);
  });

  test("[H1] send now ends the undo window; send later keeps it until then, and later answers do not wait for it", async () => {
    await open();
    const id = await out.desk.newTicket();
    const { context } = out.desk.core;
    const later = await out.reply(id, { text: "Answer 1" });
    const dueAt = out.time.clock.nowEpochMs() + 5 * HOUR_MS;
    await sendMailLater(context, out.owner, (await out.item(later)).id, dueAt);
    const now = await out.reply(id, { text: "Answer 2" });
    await sendMailNow(context, out.owner, (await out.item(now)).id);
    await out.inState(now, "sent");
    await out.time.advance(5 * HOUR_MS - 1);
    expect(texts()).toEqual(["Answer 2"]);
    await out.time.advance(1);
    await out.inState(later, "sent");
    expect([texts(), sink.mails[1]?.raw.includes(new Date(dueAt).toUTCString().replace("GMT", "+0000"))]).toEqual([
      ["Answer 2", "Answer 1"],
      true,
    ]);
  });

  test("[H1] an edited mail keeps its Message-ID, thread and place in the order", async () => {
    await open();
    const id = await out.desk.newTicket();
    const [first, second] = [await out.reply(id, { text: "Answer 1" }), await out.reply(id, { text: "Answer 2" })];
    await out.time.advance(UNDO_MS - 1);
    await editMail(
      out.desk.core.context,
      out.owner,
      (await out.item(first)).id,
      OutgoingContent.parse({ text: "Answer 3", to: [{ address: "bea@example.com" }] }),
    );
    await out.time.advance(UNDO_MS);
    await out.inState(second, "sent");
    expect(sink.mails.map(({ messageId, to }) => [messageId, to])).toEqual([
      [first.rfcMessageId, ["bea@example.com"]],
      [second.rfcMessageId, ["anna@example.com"]],
    ]);
    expect(texts()).toEqual(["Answer 3", "Answer 2"]);
  });
});

describe("a bad network", () => {
  test("[H1] without it answers queue; with it they go out in order per ticket, once", async () => {
    await open();
    const [one, two] = [await out.desk.newTicket("one@example.com"), await out.desk.newTicket("two@example.com")];
    await line.unplug();
    const messages = [
      await out.reply(one, { text: "Answer 1" }),
      await out.reply(two, { text: "Answer 2" }),
      await out.reply(one, { text: "Answer 3" }),
    ];
    await out.time.advance(UNDO_MS);
    const [first] = messages;
    if (!first) throw new TypeError("There are three.");
    const failed = await out.until(async () => {
      const item = await out.item(first);
      return item.lastFailure ? item : null;
    });
    expect([failed.state, failed.attempts, failed.lastFailure?.code, out.told.failure?.code]).toEqual([
      "queued",
      0,
      "refused",
      "refused",
    ]);
    await line.plug();
    out.runner.wake();
    for (const message of messages) await out.inState(message, "sent");
    await out.time.advance(HOUR_MS);
    expect([texts(), out.told.failure]).toEqual([["Answer 1", "Answer 2", "Answer 3"], null]);
  });

  test("[H1] it is tried again by itself, after growing pauses", async () => {
    await open();
    await line.unplug();
    const message = await out.reply(await out.desk.newTicket());
    await out.time.advance(UNDO_MS);
    const retries: number[] = [];
    for (let failures = 1; failures <= 4; failures += 1) {
      const { retryAtEpochMs } = await out.until(async () => {
        const item = await out.item(message);
        return item.retryAtEpochMs > out.time.clock.nowEpochMs() ? item : null;
      });
      retries.push(retryAtEpochMs - out.time.clock.nowEpochMs());
      if (failures === 4) await line.plug();
      await out.time.advance(retryAtEpochMs - out.time.clock.nowEpochMs());
    }
    await out.inState(message, "sent");
    expect(retries).toEqual([15_000, 30_000, 60_000, 120_000]);
  });

  test("[H1] cut after the end of the data, it may have been sent: never again by itself, until a person decides", async () => {
    await open();
    sink.setFaults({ cutAtDataEnd: "after-keeping" });
    const message = await out.reply(await out.desk.newTicket());
    await out.time.advance(UNDO_MS);
    const item = await out.inState(message, "unsure");
    sink.setFaults({});
    await out.time.advance(24 * HOUR_MS);
    await out.until(async () => ((await out.notifications()).length > 0 ? true : null));
    expect([(await out.item(message)).state, sink.mails.length, await out.notifications()]).toEqual([
      "unsure",
      1,
      ["mail-unsure: Re: Boots"],
    ]);
    await resolveMail(out.desk.core.context, out.owner, item.id, "sent");
    await out.time.advance(HOUR_MS);
    expect([(await out.item(message)).state, sink.mails.length]).toEqual(["sent", 1]);
  });

  test("[H1] a person who says that it did not arrive has it sent once more, under the same Message-ID", async () => {
    await open();
    sink.setFaults({ cutAtDataEnd: "before-keeping" });
    const message = await out.reply(await out.desk.newTicket());
    await out.time.advance(UNDO_MS);
    const item = await out.inState(message, "unsure");
    sink.setFaults({});
    await resolveMail(out.desk.core.context, out.owner, item.id, "again");
    await out.inState(message, "sent");
    expect(sink.mails.map(({ messageId }) => messageId)).toEqual([message.rfcMessageId]);
  });

  test("[H1] a copy in the Sent folder proves that it was sent", async () => {
    await open({ mailbox: { sentCopy: "server" } });
    sink.setFaults({ cutAtDataEnd: "after-keeping" });
    out.sent.isReachable = false;
    const message = await out.reply(await out.desk.newTicket());
    await out.time.advance(UNDO_MS);
    await out.inState(message, "unsure");
    out.sent.mails.set(message.rfcMessageId, "");
    out.sent.isReachable = true;
    await out.time.advance(HOUR_MS);
    const item = await out.inState(message, "sent");
    expect([item.sentCopy, sink.mails.length, await out.notifications()]).toEqual(["done", 1, []]);
  });

  test("[H1] an answer to it proves that it was sent", async () => {
    await open();
    sink.setFaults({ cutAtDataEnd: "after-keeping" });
    const message = await out.reply(await out.desk.newTicket());
    await out.time.advance(UNDO_MS);
    await out.inState(message, "unsure");
    await out.desk.receive({ messageId: "second@example.com", inReplyTo: message.rfcMessageId });
    expect((await out.item(message)).state).toBe("sent");
  });
});

describe("what the server says", () => {
  test("[H1] greylisted, it is tried again; the ticket's next mail waits for it", async () => {
    await open();
    sink.setFaults({ greylistAttempts: 1 });
    const id = await out.desk.newTicket();
    const first = await out.reply(id, { text: "Answer 1" });
    const second = await out.reply(id, { text: "Answer 2" });
    await out.time.advance(UNDO_MS);
    const { attempts, lastFailure } = await out.until(async () => {
      const item = await out.item(first);
      return item.attempts === 1 ? item : null;
    });
    expect([attempts, lastFailure?.detail]).toEqual([1, "451 4.7.1 Greylisted, try again later"]);
    sink.setFaults({});
    await out.time.advance(60_000);
    await out.inState(second, "sent");
    expect(texts()).toEqual(["Answer 1", "Answer 2"]);
  });

  test("[H1] refused for good, it has failed, its author is told, and the next mail goes on; it can be sent once more", async () => {
    await open();
    sink.setFaults({ refuseData: { code: 554, text: "5.7.1 No thanks" } });
    const id = await out.desk.newTicket();
    const first = await out.reply(id, { text: "Answer 1" });
    await out.time.advance(UNDO_MS);
    const failed = await out.inState(first, "failed");
    expect([failed.lastFailure, await out.notifications()]).toEqual([
      { code: "content", detail: "554 5.7.1 No thanks", atEpochMs: out.time.clock.nowEpochMs() },
      ["mail-failed: Re: Boots"],
    ]);
    sink.setFaults({});
    const second = await out.reply(id, { text: "Answer 2" });
    await out.time.advance(UNDO_MS);
    await out.inState(second, "sent");
    await sendMailNow(out.desk.core.context, out.owner, failed.id);
    await out.inState(first, "sent");
    expect(texts()).toEqual(["Answer 2", "Answer 1"]);
  });

  test("[H1] a recipient refused among accepted ones: it is sent, and the author learns whom it did not reach", async () => {
    await open();
    sink.setFaults({
      refuseRecipient: (address) => (address.startsWith("gone") ? { code: 550, text: "5.1.1 No such user" } : null),
    });
    const message = await out.reply(await out.desk.newTicket(), { cc: [{ address: "gone@example.com" }] });
    await out.time.advance(UNDO_MS);
    const { refused } = await out.inState(message, "sent");
    expect([refused, sink.mails[0]?.to, await out.notifications()]).toEqual([
      [{ address: "gone@example.com", detail: "550 5.1.1 No such user" }],
      ["anna@example.com"],
      ["mail-returned: gone@example.com"],
    ]);
  });

  test("[B1] a refused login pauses the mailbox and not each mail", async () => {
    await sink.close();
    sink = await startSmtpSink({ auth: { password: "right" } });
    await open({ smtpPort: sink.port });
    await out.change({ smtp: { host: "127.0.0.1", port: sink.port, security: "none", username: "help@desk.example" } });
    const messages = [
      await out.reply(await out.desk.newTicket("one@example.com")),
      await out.reply(await out.desk.newTicket("two@example.com")),
    ];
    await out.time.advance(UNDO_MS);
    await out.until(async () => ((await out.notifications()).length > 0 ? true : null));
    await out.time.advance(10 * 60_000);
    const items = await Promise.all(messages.map((message) => out.item(message)));
    expect([
      items.map(({ state, attempts, lastFailure }) => [state, attempts, lastFailure?.code ?? null]),
      out.told.failure?.code,
      await out.notifications(),
    ]).toEqual([
      [
        ["queued", 0, "auth"],
        ["queued", 0, null],
      ],
      "auth",
      ["mailbox-refused: help@desk.example"],
    ]);
  });

  test("[H1] without a mailbox it waits and says so; with one it goes out", async () => {
    await open();
    await out.change(null);
    const message = await out.reply(await out.desk.newTicket());
    await out.time.advance(UNDO_MS);
    const waiting = await out.until(async () => {
      const item = await out.item(message);
      return item.lastFailure ? item : null;
    });
    expect([waiting.state, waiting.lastFailure?.code]).toEqual(["queued", "no-mailbox"]);
    await out.change({});
    out.runner.wake();
    await out.inState(message, "sent");
    expect(sink.mails.length).toBe(1);
  });
});

describe("closing the desk", () => {
  test("[H1] a mail of which no byte went out stays queued, also where the server never answers", async () => {
    await open();
    const message = await out.reply(await out.desk.newTicket());
    line.freeze();
    await out.time.advance(UNDO_MS);
    while (line.connections === 0) await setImmediate();
    await out.runner.close();
    expect([(await out.item(message)).state, sink.attempts]).toEqual(["queued", 0]);
    line.thaw();
    out.restart();
    await out.inState(message, "sent");
    expect(sink.mails.length).toBe(1);
  });

  test("[H1] a mail whose answer is on its way is waited for", async () => {
    await open();
    sink.setFaults({ dataDelayMs: 200 });
    const message = await out.reply(await out.desk.newTicket());
    await out.time.advance(UNDO_MS);
    while (sink.attempts === 0) await setImmediate();
    await out.runner.close();
    expect([(await out.item(message)).state, sink.mails.length]).toEqual(["sent", 1]);
  });
});
