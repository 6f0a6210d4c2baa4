import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FETCHED, openFetchDesk } from "../../../support/mail/fetch-desk.ts";
import { startFetchProcess } from "../../../support/mail/fetch-process.ts";
import { customerMail, manyMails, subjectsOf } from "../../../support/mail/mails.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";
import { SIZE_LIMITS } from "../../../../src/main/mail/mailbox/limits.ts";
import { append, contents, otherClient, type MailSystem } from "../mail-system.ts";

const MANY = 250;
const DAY_MS = 86_400_000;

export function fetchSuite(system: MailSystem): void {
  const open = closeAfterEach();
  const account = async () => open(await system.account());

  test("[H4] a mailbox of many messages is fetched in batches, each message once, then marked as read", async () => {
    const mailbox = await account();
    await append(mailbox, "INBOX", manyMails(MANY));
    const { user, imapPort: port } = mailbox;
    const desk = open(await openFetchDesk({ port, user, limits: { ...SIZE_LIMITS, batchMessages: 40 } }));
    await desk.received(MANY);
    const health = await desk.state("connected");
    expect([await desk.subjects(), health.failure, health.progress]).toEqual([subjectsOf(MANY), null, null]);
    const flags = (await contents(mailbox, "INBOX")).map(([, each]) => each.join(" "));
    expect(flags).toEqual(Array.from({ length: MANY }, () => "\\Seen"));
  });

  test("[B1] a mail that arrives while the desk waits is there at once, and nothing is marked where that is not wanted", async () => {
    const mailbox = await account();
    const { user, imapPort: port } = mailbox;
    const desk = open(await openFetchDesk({ port, user, mailbox: { markSeen: false } }));
    await desk.state("connected");
    await append(mailbox, "INBOX", [customerMail("First")]);
    await desk.received(1);
    await desk.state("connected");
    await append(mailbox, "INBOX", [customerMail("Second")]);
    const subjects = await desk.received(2);
    expect([subjects, await contents(mailbox, "INBOX")]).toEqual([
      ["First", "Second"],
      [
        ["First", []],
        ["Second", []],
      ],
    ]);
  });

  test("the first fetch goes as far back as it shall; what lies further back stays on the server", async () => {
    const mailbox = await account();
    const { user, imapPort: port } = mailbox;
    const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
    await append(mailbox, "INBOX", [customerMail("Old", { date: ago(90) })], ago(90));
    await append(mailbox, "INBOX", [customerMail("Last week", { date: ago(7) })], ago(7));
    const desk = open(await openFetchDesk({ port, user, mailbox: { fetchDays: 30 } }));
    await desk.received(1);
    await desk.state("connected");
    const first = await desk.subjects();
    await desk.change({ fetchDays: null });
    expect([first, await desk.received(2)]).toEqual([["Last week"], ["Last week", "Old"]]);
  });

  test("[H4] two desks on one mailbox both have all of it, the same messages under the same ids", async () => {
    const mailbox = await account();
    const { user, imapPort: port } = mailbox;
    await append(mailbox, "INBOX", [customerMail("Before")]);
    const desk = open(await openFetchDesk({ port, user }));
    const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-fetch-"));
    open({ close: () => rm(dataDir, { recursive: true, force: true }) });
    const other = open(startFetchProcess({ port, user, dataDir, kill: null }));
    await desk.received(1);
    await desk.state("connected");
    await other.until(({ state, messages }) => state === "connected" && Object.keys(messages).length === 1);
    await append(mailbox, "INBOX", [customerMail("After")]);
    const subjects = await desk.received(2);
    const theirs = await other.until(({ messages }) => Object.keys(messages).length === 2);
    const ours = Object.fromEntries((await desk.messages()).map(({ id, subject }) => [id, subject]));
    expect([subjects, theirs.messages]).toEqual([["After", "Before"], ours]);
  });

  test("[H4] what another client deletes or moves away stays in the desk, and is not fetched twice from where it went", async () => {
    const mailbox = await account();
    const { user, imapPort: port } = mailbox;
    const person = open(await otherClient(user, port));
    await person.mailboxCreate("Done");
    await append(mailbox, "INBOX", manyMails(3));
    const desk = open(await openFetchDesk({ port, user, mailbox: { folders: ["INBOX", "Done"] } }));
    await desk.received(3);
    await desk.state("connected");
    await person.mailboxOpen("INBOX");
    await person.messageMove("1", "Done");
    await person.messageDelete("1");
    await append(mailbox, "INBOX", [customerMail("Mail 4")]);
    await desk.received(4);
    await desk.state("connected");
    const looked = desk.until(async () => {
      const cursors = await desk.core.context.store.local.find({ selector: {} });
      const done = cursors.find(({ value }) => JSON.stringify(value).includes('"Done"'));
      return JSON.stringify(done?.value ?? null).includes('"nextUid":2') ? true : null;
    });
    await desk.time.advance(61_000);
    await looked;
    expect(await desk.subjects()).toEqual(subjectsOf(4));
  });

  test("[H6] a message too large for memory is read from its source, of one over the next limit only the header comes, and those behind come in", async () => {
    const mailbox = await account();
    const { user, imapPort: port } = mailbox;
    const large = customerMail("Large", { text: "x".repeat(30_000) });
    const huge = customerMail("Huge", { text: "y".repeat(90_000) });
    await append(mailbox, "INBOX", [large, huge, customerMail("Small")]);
    const limits = { ...SIZE_LIMITS, maxMessageBytes: 20_000, maxKeptBytes: 60_000 };
    const desk = open(await openFetchDesk({ port, user, limits }));
    await desk.received(3);
    const told = (await desk.messages())
      .map(({ subject, setAsideReason, sizeBytes, rawBlobId }) => ({ subject, setAsideReason, sizeBytes, rawBlobId }))
      .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
    const { files } = desk.core.context.store;
    const raws = [];
    for (const { rawBlobId } of told) raws.push(Buffer.from(rawBlobId ? await files.read(rawBlobId) : []).toString());
    expect(told.map(({ subject, setAsideReason }) => [subject, setAsideReason])).toEqual([
      [
        "Huge",
        `The message has ${huge.length} bytes; the limit is 60000. It was left on the server, but for its header.`,
      ],
      ["Large", null],
      ["Small", null],
    ]);
    expect([raws[0]?.trimEnd(), raws[1], raws[2]]).toEqual([
      huge.slice(0, huge.indexOf("\r\n\r\n")),
      large,
      customerMail("Small"),
    ]);
  });

  test("[B1] a wrong password is told as such, tried again rarely, and at once when it is changed", async () => {
    const mailbox = await account();
    const { user, imapPort: port } = mailbox;
    await append(mailbox, "INBOX", [customerMail("First")]);
    let password = "wrong";
    const desk = open(
      await openFetchDesk({ port, user: user, credentials: async () => ({ kind: "password", password }) }),
    );
    const refused = await desk.state("refused");
    const { failure, retryAtEpochMs, channelId } = refused;
    password = "correct horse";
    const { imap } = desk.core.context.setup.require("channel", FETCHED).mailbox ?? {};
    if (!imap) throw new Error("The channel has no mailbox.");
    await desk.change({ imap: { ...imap, username: user } });
    const subjects = await desk.received(1);
    expect([channelId, failure?.code, retryAtEpochMs, subjects]).toEqual([
      FETCHED,
      "auth",
      desk.time.clock.nowEpochMs() + 30 * 60_000,
      ["First"],
    ]);
  });
}
