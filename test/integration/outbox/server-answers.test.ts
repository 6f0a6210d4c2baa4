/** Servers as they are: they put some recipients off, hang up amid commands, lack extensions, and give mails ids of their own. */
import { afterEach, describe, expect, test } from "vitest";
import type { Message } from "#shared/model/message.ts";
import unicode from "../../fixtures/reported-faults/mail/eai-without-smtputf8.json" with { type: "json" };
import pipelining from "../../fixtures/reported-faults/mail/421-with-pipelining.json" with { type: "json" };
import replaced from "../../fixtures/reported-faults/mail/replaced-id-contact-mail.json" with { type: "json" };
import { startScriptedSmtp, type Said, type ScriptedSmtp } from "../../support/mail/scripted-smtp.ts";
import type { RawMail } from "../../support/raw-mail.ts";
import { closeAfterEach } from "../../support/mail/opened.ts";
import { openOutboxDesk, UNDO_MS, type OutboxDesk, type OutboxDeskOptions } from "./outbox-desk.ts";

type Stored = Awaited<ReturnType<OutboxDesk["item"]>>;

const MINUTE_MS = 60_000;
const keep = closeAfterEach();

let out: OutboxDesk;
let smtp: ScriptedSmtp;
afterEach(() => out.close());

async function open(
  server: Parameters<typeof startScriptedSmtp>[0] = {},
  options: Partial<OutboxDeskOptions> = {},
): Promise<void> {
  smtp = keep(await startScriptedSmtp(server));
  out = await openOutboxDesk({ smtpPort: smtp.port, ...options });
}

async function send(cc: readonly string[] = [], to?: string) {
  const message = await out.reply(await out.desk.newTicket(), {
    cc: cc.map((address) => ({ address })),
    ...(to === undefined ? {} : { to: [{ address: to }] }),
  });
  await out.time.advance(UNDO_MS);
  return message;
}

const until = (message: Pick<Message, "id">, isSo: (item: Stored) => boolean) =>
  out.until(async () => {
    const item = await out.item(message);
    return isSo(item) ? item : null;
  });

const recipients = () =>
  smtp.commands.flatMap((command) => /^RCPT TO:<([^>]*)>/u.exec(command)?.[1] ?? (command === "." ? "." : []));

/** Answers the first command that begins so once; then all is as it should be. */
function once(beginning: string, said: Said): void {
  let isOver = false;
  smtp.setScript((command) => {
    if (isOver || !command.startsWith(beginning)) return null;
    isOver = true;
    return said;
  });
}

describe("a recipient who is put off among others who are taken", () => {
  test("[H1] is tried again by itself, alone, and the mail counts as sent meanwhile", async () => {
    await open();
    once("RCPT TO:<bea@", { say: "451 4.7.1 Greylisted, come back later" });
    const message = await send(["bea@example.com"]);
    const item = await until(message, ({ state }) => state === "sent");
    const retryAtEpochMs = out.time.clock.nowEpochMs() + MINUTE_MS;
    expect([item.refused, item.remainder, await out.notifications()]).toEqual([
      [],
      {
        recipients: [{ address: "bea@example.com", detail: "451 4.7.1 Greylisted, come back later" }],
        attempts: 1,
        retryAtEpochMs,
        sendingSinceEpochMs: null,
      },
      [],
    ]);
    await out.time.advance(MINUTE_MS);
    const done = await until(message, ({ remainder }) => remainder === undefined);
    expect([done.state, done.refused, recipients()]).toEqual([
      "sent",
      [],
      ["anna@example.com", "bea@example.com", ".", "bea@example.com", "."],
    ]);
    // The same mail: one Message-ID, one Date.
    expect(smtp.mails[1]).toBe(smtp.mails[0]);
  });

  test("[H1] who is refused for good later is told to the author, once, in the server's words", async () => {
    await open();
    smtp.setScript((command) => (command.startsWith("RCPT TO:<bea@") ? { say: "450 4.2.0 Mailbox busy" } : null));
    const message = await send(["bea@example.com"]);
    await until(message, ({ remainder }) => remainder !== undefined);
    smtp.setScript((command) => (command.startsWith("RCPT TO:<bea@") ? { say: "550 5.1.1 No such user" } : null));
    await out.time.advance(MINUTE_MS);
    const { refused, state } = await until(message, ({ remainder }) => remainder === undefined);
    expect([state, refused, await out.notifications()]).toEqual([
      "sent",
      [{ address: "bea@example.com", detail: "550 5.1.1 No such user" }],
      ["mail-returned: bea@example.com"],
    ]);
  });

  test("[H1] is given up and told when a whole mail would be", async () => {
    await open();
    smtp.setScript((command) => (command.startsWith("RCPT TO:<bea@") ? { say: "450 4.2.0 Mailbox busy" } : null));
    const message = await send(["bea@example.com"]);
    let attempts = 0;
    for (;;) {
      const { remainder } = await until(
        message,
        ({ state, remainder: left }) => state === "sent" && (left?.attempts ?? Infinity) > attempts,
      );
      if (!remainder) break;
      attempts = remainder.attempts;
      await out.time.advance(remainder.retryAtEpochMs - out.time.clock.nowEpochMs());
    }
    const { refused } = await out.item(message);
    expect([attempts, refused, smtp.mails.length]).toEqual([
      24,
      [{ address: "bea@example.com", detail: "450 4.2.0 Mailbox busy" }],
      1,
    ]);
  });

  test("[H1] those beyond a server's number of recipients follow at once", async () => {
    await open();
    let taken = 0;
    smtp.setScript((command) => {
      if (command.startsWith("MAIL FROM")) taken = 0;
      if (!command.startsWith("RCPT TO")) return null;
      taken += 1;
      // As RFC 821 had it; today it would be 452.
      return taken > 2 ? { say: "552 Too many recipients" } : null;
    });
    const message = await send(["b@example.com", "c@example.com", "d@example.com", "e@example.com"]);
    const { refused } = await until(message, (item) => item.state === "sent" && item.remainder === undefined);
    const reached = smtp.mails.length;
    expect([refused, reached, recipients().filter((one) => one === ".").length]).toEqual([[], 3, 3]);
  });

  test("[H1] a crash on the way to them leaves nobody unknown: it is told, and they get no second copy", async () => {
    await open();
    once("RCPT TO:<bea@", { say: "451 4.7.1 Greylisted" });
    const message = await send(["bea@example.com"]);
    const item = await until(message, ({ remainder }) => remainder !== undefined);
    await out.runner.close();
    const { store } = out.desk.core.context;
    if (!item.remainder) throw new TypeError("Somebody is left.");
    const next = { ...item, remainder: { ...item.remainder, sendingSinceEpochMs: out.time.clock.nowEpochMs() } };
    await store.outbox.write([{ previous: item, next }]);
    out.restart();
    const { refused, state } = await until(message, ({ remainder }) => remainder === undefined);
    await out.time.advance(60 * MINUTE_MS);
    expect([state, refused, smtp.mails.length, await out.notifications()]).toEqual([
      "sent",
      [{ address: "bea@example.com", detail: "451 4.7.1 Greylisted", unsure: true }],
      1,
      ["mail-returned: bea@example.com"],
    ]);
  });
});

describe("a server that hangs up amid commands", () => {
  const words = "421 4.3.2 Too many messages, try again later";

  test.each(["MAIL FROM", "RCPT TO", "DATA", "."])(
    "[H1] [B1] 421 to %s is told in its words and pauses the mailbox, not the mail",
    async (command) => {
      expect(pipelining.expect).toEqual({ lastFailure: "421 words", "mailbox pauses": true });
      await open({ extensions: ["PIPELINING"] });
      smtp.setScript((said) => (said.startsWith(command) ? { say: words, end: true } : null));
      const message = await send();
      const { state, attempts, lastFailure } = await until(message, (item) => item.lastFailure !== null);
      expect([state, attempts, lastFailure?.detail, out.told.failure?.detail]).toEqual(["queued", 0, words, words]);
      smtp.setScript(() => null);
      const tried = smtp.commands.length;
      await out.time.advance(14_000);
      expect(smtp.commands.length).toBe(tried);
      await out.time.advance(1_000);
      await out.inState(message, "sent");
      await out.runner.close();
      expect([smtp.mails.length, out.told.failure]).toEqual([1, null]);
    },
  );

  test("[H1] without pipelining too", async () => {
    await open({ extensions: [] });
    smtp.setScript((said) => (said.startsWith("RCPT TO") ? { say: words, end: true } : null));
    const message = await send();
    const { lastFailure } = await until(message, (item) => item.lastFailure !== null);
    expect([lastFailure?.detail, out.told.failure?.detail]).toEqual([words, words]);
  });

  test("[H1] 421 after some recipients were taken sends to nobody, and all of them later", async () => {
    await open();
    once("RCPT TO:<bea@", { say: words, end: true });
    const message = await send(["bea@example.com"]);
    await until(message, (item) => item.lastFailure !== null);
    await out.time.advance(15_000);
    const { refused, remainder } = await until(message, ({ state }) => state === "sent");
    expect([smtp.mails.length, refused, remainder]).toEqual([1, [], undefined]);
  });
});

describe("addresses with letters beyond ASCII before the @", () => {
  test("[H1] fail with the reason before anything is said of them, where the server can't carry them", async () => {
    expect(unicode.expect).toEqual({ state: "failed", reason: "the server cannot take such addresses" });
    await open({ extensions: ["PIPELINING", "8BITMIME"] });
    const message = await send([], "jürg@bücher.example");
    const { lastFailure } = await out.inState(message, "failed");
    expect([lastFailure?.code, lastFailure?.detail, await out.notifications()]).toEqual([
      "letters",
      "jürg@bücher.example",
      ["mail-failed: Re: Boots"],
    ]);
    expect(smtp.commands.filter((command) => /^(?:MAIL|RCPT|DATA)/u.test(command))).toEqual([]);
  });

  test("[H1] go out where it can", async () => {
    await open({ extensions: ["PIPELINING", "8BITMIME", "SMTPUTF8"] });
    const message = await send([], "jürg@bücher.example");
    await out.inState(message, "sent");
    expect(smtp.commands.filter((command) => /^(?:MAIL|RCPT)/u.test(command))).toEqual([
      expect.stringMatching(/^MAIL FROM:<help@desk\.example> SMTPUTF8/u),
      "RCPT TO:<jürg@bücher.example>",
    ]);
  });

  test("[H1] behind the @ alone they are no matter for any server", async () => {
    await open({ extensions: [] });
    const message = await send([], "anna@bücher.example");
    await out.inState(message, "sent");
    expect(recipients()).toEqual(["anna@xn--bcher-kva.example", "."]);
  });

  test("[H1] a server further on that can't is told in the same way", async () => {
    await open({ extensions: ["SMTPUTF8"] });
    smtp.setScript((command) => (command.startsWith("RCPT") ? { say: "553 5.6.7 Address needs SMTPUTF8" } : null));
    const message = await send([], "jürg@bücher.example");
    expect((await out.inState(message, "failed")).lastFailure?.code).toBe("letters");
  });
});

describe("a delivery report that names no mail of ours", () => {
  const report = (address: string, more: Partial<RawMail> = {}) =>
    out.desk.receive({
      messageId: "report@mx.example",
      from: "Mail Delivery System <MAILER-DAEMON@mx.example>",
      to: "help@desk.example",
      subject: "Undelivered Mail Returned to Sender",
      text: `I'm sorry to have to inform you that your message could not be delivered.\n\n<${address}>: 550 5.1.1 No such user\n`,
      ...more,
    });

  test("[D7] is about the last mail to its recipient: shown there, told, and no automatic mail goes there", async () => {
    await open();
    const message = await send();
    await out.inState(message, "sent");
    await out.time.advance(2 * 86_400_000);
    const result = await report("anna@example.com");
    const { returned } = await out.item(message);
    const [anna] = (await out.desk.client.contacts.list({})).items;
    expect([
      result.ticketId,
      returned.map(({ address, hard }) => [address, hard]),
      await out.notifications(),
      anna?.hardBounces?.map(({ address, atEpochMs }) => [address, atEpochMs]),
    ]).toEqual([
      message.ticketId,
      [["anna@example.com", true]],
      ["mail-returned: anna@example.com"],
      [["anna@example.com", out.time.clock.nowEpochMs()]],
    ]);
  });

  test("[D7] also where it names the id that the server gave it and nobody told us", async () => {
    await open();
    const message = await send();
    await out.inState(message, "sent");
    await report("anna@example.com", {
      text: "<anna@example.com>: 550 5.1.1 No such user\n\n--- Below this line is the original message\nMessage-ID: <x1@relay.example>\nSubject: Re: Boots\n",
    });
    expect((await out.item(message)).returned.length).toBe(1);
  });

  test("[D7] is about none where nobody wrote there, or long ago", async () => {
    await open();
    const message = await send();
    await out.inState(message, "sent");
    await report("bea@example.com", { messageId: "one@mx.example" });
    await out.time.advance(7 * 86_400_000);
    await report("anna@example.com", { messageId: "two@mx.example" });
    expect([(await out.item(message)).returned, await out.notifications()]).toEqual([[], []]);
  });
});

describe("a server that gives mails its own Message-ID", () => {
  const SES = "0100018b5c3c0a4f-5a3f2c1e-0b9d-4a57-8c61-7e2f9d1b3c55-000000";

  /** A mail from the contact's page: no ticket, so no token in its subject. */
  async function fromTheContact() {
    const { context } = out.desk.core;
    await out.desk.newTicket();
    const [anna] = (await out.desk.client.contacts.list({})).items;
    if (anna === undefined) throw new TypeError("There is one.");
    const { id } = await out.desk.client.contacts.compose({ id: anna.id, subject: "Your catalogue", text: "Here." });
    const message = await context.store.messages.get(id);
    if (message === null) throw new TypeError("It was written.");
    await out.time.advance(UNDO_MS);
    return message;
  }

  const answerTo = (inReplyTo: string, messageId = "answer@example.com") =>
    out.desk.receive({ messageId, inReplyTo, subject: "Re: Your catalogue", text: "Thanks." });

  test.each([
    ["SES", `250 Ok ${SES}`, `${SES}@eu-west-1.amazonses.com`],
    ["Exchange", "250 2.6.0 <AB12@EX1.corp.example> [InternalId=5] Queued mail for delivery", "AB12@EX1.corp.example"],
    [
      "Outlook",
      "250 2.0.0 OK <VI1PR0@VI1PR0.eurprd01.prod.outlook.com> [Hostname=VI1PR0]",
      "VI1PR0@VI1PR0.eurprd01.prod.outlook.com",
    ],
    ["a UUID", "250 OK d76dbb45-aa32-4c4f-9b1e-2a7e1e1d3c11", "d76dbb45-aa32-4c4f-9b1e-2a7e1e1d3c11@mtasv.example"],
  ])("[D9] [H1] %s: an answer that names it finds our mail", async (_server, answer, id) => {
    expect(replaced.expect).toEqual({ sameConversationAsOurMail: true });
    await open();
    smtp.setScript((command) => (command === "." ? { say: answer } : null));
    const message = await fromTheContact();
    await out.until(async () =>
      (await out.desk.core.context.store.outbox.count({ state: "sent" })) > 0 ? true : null,
    );
    const result = await answerTo(id);
    expect(result.conversationId).toBe(message.conversationId);
  });

  test("[D9] where the answer to the mail tells nothing, the Sent folder does", async () => {
    await open({}, { mailbox: { sentCopy: "server" } });
    const message = await fromTheContact();
    out.sent.names.set(message.rfcMessageId, "new@server.example");
    await out.until(async () =>
      (await out.desk.core.context.store.outbox.count({ state: "sent" })) > 0 ? true : null,
    );
    await out.time.advance(20_000);
    await out.until(async () => {
      const [item] = await out.desk.core.context.store.outbox.find({ selector: { state: "sent" } });
      return item?.sentAs === undefined ? null : true;
    });
    expect((await answerTo("new@server.example")).conversationId).toBe(message.conversationId);
  });

  test("[D9] who is no participant of the thread is none by that id either", async () => {
    await open();
    smtp.setScript((command) => (command === "." ? { say: `250 Ok ${SES}` } : null));
    const message = await fromTheContact();
    await out.until(async () =>
      (await out.desk.core.context.store.outbox.count({ state: "sent" })) > 0 ? true : null,
    );
    const result = await out.desk.receive({
      messageId: "stranger@example.net",
      from: "Eve <eve@example.net>",
      inReplyTo: `${SES}@email.amazonses.com`,
    });
    expect(result.conversationId).not.toBe(message.conversationId);
  });

  test("[D8] a copy of our own mail that comes back under it is the mail that we have", async () => {
    await open();
    smtp.setScript((command) => (command === "." ? { say: `250 Ok ${SES}` } : null));
    const message = await send();
    await out.inState(message, "sent");
    const result = await out.desk.receive({
      messageId: `${SES}@email.amazonses.com`,
      from: "help@desk.example",
      to: "anna@example.com",
      subject: message.subject,
      text: message.text,
    });
    expect([result.status, result.messageId]).toEqual(["duplicate", message.id]);
  });
});
