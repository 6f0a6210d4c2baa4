import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import { afterEach, expect, test } from "vitest";
import { rawMail } from "../../../support/raw-mail.ts";
import { startCutProxy } from "../../../support/mail/cut-proxy.ts";
import { startImapServer, TEST_PASSWORD, TEST_USER } from "../../../support/mail/imap-server.ts";
import { startSmtpSink } from "../../../support/mail/smtp-sink.ts";
import { testCertificate } from "../../../support/mail/test-certificate.ts";
import { createVirtualTime } from "../../../support/mail/virtual-time.ts";

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});
function open<Opened extends { close(): unknown }>(each: Opened): Opened {
  opened.push(each);
  return each;
}

const MAIL = rawMail({ from: "anna@example.com", to: TEST_USER, subject: "Boots", messageId: "1@example.com" });

function client(port: number, options: object = {}): ImapFlow {
  const auth = { user: TEST_USER, pass: TEST_PASSWORD };
  const flow = new ImapFlow({ host: "127.0.0.1", port, secure: false, auth, logger: false, ...options });
  flow.on("error", () => undefined);
  return open(flow);
}

test("the IMAP server tells of a new mail while the client idles, over STARTTLS, and knows folders beyond ASCII", async () => {
  const startTls = await testCertificate();
  const imap = open(
    await startImapServer({ startTls, folders: [{ name: "Posta inviata è & co", specialUse: "\\Sent" }] }),
  );
  const flow = client(imap.port, { tls: { ca: startTls.cert }, autoIdleDelay: 1 });
  await flow.connect();
  const folders = (await flow.list()).map(({ path, specialUse }) => [path, specialUse]);
  await flow.mailboxOpen("INBOX");
  const exists = new Promise<number>((done) => flow.once("exists", ({ count }) => done(count)));
  imap.deliver("INBOX", MAIL);
  const count = await exists;
  const fetched = await flow.fetchOne("1", { source: true, uid: true });
  expect([flow.secureConnection, folders, count, fetched && fetched.source?.toString("latin1")]).toEqual([
    true,
    [
      ["INBOX", "\\Inbox"],
      ["Posta inviata è & co", "\\Sent"],
    ],
    1,
    MAIL,
  ]);
});

test("the SMTP sink refuses one recipient of two, keeps the mail, and delivers it to the IMAP server", async () => {
  const imap = open(await startImapServer());
  const sink = open(await startSmtpSink({ deliverTo: imap, auth: {} }));
  sink.setFaults({
    refuseRecipient: (address) => (address === "no@x.example" ? { code: 550, text: "5.1.1 No" } : null),
  });
  const auth = { user: TEST_USER, pass: TEST_PASSWORD };
  const transport = open(createTransport({ host: "127.0.0.1", port: sink.port, auth }));
  const sent = await transport.sendMail({
    envelope: { from: TEST_USER, to: ["yes@x.example", "no@x.example"] },
    raw: MAIL,
  });
  expect([sent.rejected, (await sink.received(1)).map(({ to, messageId }) => [to, messageId])]).toEqual([
    ["no@x.example"],
    [[["yes@x.example"], "1@example.com"]],
  ]);
  expect(imap.messages("INBOX").map(({ raw }) => raw)).toEqual([MAIL]);
});

test("the line cuts after the byte that it is told, refuses while it is unplugged, and works when it is plugged in", async () => {
  const imap = open(await startImapServer());
  const line = open(await startCutProxy({ targetPort: imap.port, cut: { direction: "to-client", afterBytes: 10 } }));
  const outcome = (flow: ImapFlow) =>
    flow.connect().then(
      () => "connected",
      () => "failed",
    );
  const cut = await outcome(client(line.port));
  const passed = line.bytes("to-client");
  await line.unplug();
  const unplugged = await outcome(client(line.port));
  line.setFaults({});
  await line.plug();
  expect([cut, passed, unplugged, await outcome(client(line.port))]).toEqual(["failed", 10, "failed", "connected"]);
});

test("virtual time runs what is due in order, each at its own time", async () => {
  const time = createVirtualTime(0);
  const ran: [string, number][] = [];
  const note = (name: string) => ran.push([name, time.clock.nowEpochMs()]);
  time.timers.after(20, () => note("later"));
  time.timers.after(10, () => {
    note("first");
    time.timers.after(5, () => note("set off by the first"));
  });
  const takeBack = time.timers.after(12, () => note("never"));
  takeBack();
  await time.advance(30);
  expect([ran, time.clock.nowEpochMs(), time.waiting]).toEqual([
    [
      ["first", 10],
      ["set off by the first", 15],
      ["later", 20],
    ],
    30,
    0,
  ]);
});
