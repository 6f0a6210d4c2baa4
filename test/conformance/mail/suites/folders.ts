import { expect, test } from "vitest";
import { openFetchDesk } from "../../../support/mail/fetch-desk.ts";
import { customerMail } from "../../../support/mail/mails.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";
import { append, otherClient, type MailSystem } from "../mail-system.ts";

const POLL_MS = 61_000;

export function folderSuite(system: MailSystem): void {
  const open = closeAfterEach();
  const strange = ["Ordini è & co", "日本語", "a b", ...(system.knowsQuotes ? ['with "quotes"'] : [])];

  test("folders whose names need modified UTF-7 or quotes are listed as people read them, and watched", async () => {
    const mailbox = open(await system.account());
    const { user, imapPort: port } = mailbox;
    const person = open(await otherClient(user, port));
    for (const name of strange) await person.mailboxCreate(name);
    const desk = open(await openFetchDesk({ port, user, mailbox: { folders: ["INBOX", ...strange] } }));
    await desk.state("connected");
    for (const name of strange) await append(mailbox, name, [customerMail(`In ${name}`)]);
    const arrived = desk.received(strange.length);
    await desk.time.advance(POLL_MS);
    const listed = (await desk.fetcher.folders()).map(({ path }) => path).filter((path) => strange.includes(path));
    expect([await arrived, listed.toSorted()]).toEqual([
      strange.map((name) => `In ${name}`).toSorted(),
      strange.toSorted(),
    ]);
  });

  test("a folder that is missing is told of, and the others are fetched", async () => {
    const mailbox = open(await system.account());
    const { user, imapPort: port } = mailbox;
    await append(mailbox, "INBOX", [customerMail("First")]);
    const desk = open(await openFetchDesk({ port, user, mailbox: { folders: ["Nowhere", "INBOX"] } }));
    await desk.received(1);
    const { failure } = await desk.state("connected");
    await desk.change({ folders: ["Nowhere"] });
    const refused = await desk.state("refused");
    expect([failure, refused.failure]).toEqual([
      { code: "folder-missing", detail: "Nowhere", certificate: null },
      { code: "folder-missing", detail: "Nowhere", certificate: null },
    ]);
  });

  test("a folder that goes away while it is watched is told of, one that comes is watched, and the others go on", async () => {
    const mailbox = open(await system.account());
    const { user, imapPort: port } = mailbox;
    const person = open(await otherClient(user, port));
    await person.mailboxCreate("Orders");
    const desk = open(await openFetchDesk({ port, user, mailbox: { folders: ["Orders", "INBOX"] } }));
    await desk.state("connected");
    await person.mailboxDelete("Orders");
    await append(mailbox, "INBOX", [customerMail("First")]);
    desk.fetcher.checkNow();
    await desk.received(1);
    // On a connection that has it selected a server may keep the folder for as long as it is.
    desk.fetcher.wake();
    await desk.until(() => (desk.fetcher.health().failure?.code === "folder-missing" ? true : null));
    const missing = await desk.state("connected");
    await person.mailboxCreate("Orders");
    await append(mailbox, "Orders", [customerMail("Second")]);
    const arrived = desk.received(2);
    await desk.time.advance(3 * POLL_MS);
    await arrived;
    const { failure } = await desk.until(() => {
      const health = desk.fetcher.health();
      return health.state === "connected" && health.failure === null ? health : null;
    });
    expect([missing.failure?.detail, failure, await desk.subjects()]).toEqual(["Orders", null, ["First", "Second"]]);
  });

  test("[B2] mail in the spam folder comes into the inbox view without a ticket, marked, or stays there", async () => {
    const mailbox = open(await system.account());
    const { user, imapPort: port } = mailbox;
    await append(mailbox, "INBOX", [customerMail("Wanted")]);
    await append(mailbox, "Junk", [customerMail("Spam")]);
    const ignoring = await openFetchDesk({ port, user });
    await ignoring.received(1);
    await ignoring.state("connected");
    const ignored = await ignoring.subjects();
    // One desk a process.
    await ignoring.close();
    const looking = open(await openFetchDesk({ port, user, mailbox: { junk: "inbox-only" } }));
    await looking.received(2);
    const told = (await looking.messages())
      .toSorted((a, b) => (a.subject < b.subject ? -1 : 1))
      .map(({ subject, ticketId, fromSpamFolder }) => [subject, ticketId !== null, fromSpamFolder ?? false]);
    expect([ignored, told]).toEqual([
      ["Wanted"],
      [
        ["Spam", false, true],
        ["Wanted", true, false],
      ],
    ]);
  });

  test("[H4] a folder that is made anew, so that its UIDs begin again, is gone through and doubles nothing", async () => {
    const mailbox = open(await system.account());
    const { user, imapPort: port } = mailbox;
    const person = open(await otherClient(user, port));
    await person.mailboxCreate("Orders");
    const mails = [customerMail("One"), customerMail("Two")];
    await append(mailbox, "Orders", mails);
    const desk = open(await openFetchDesk({ port, user, mailbox: { folders: ["INBOX", "Orders"] } }));
    await desk.received(2);
    await desk.state("connected");
    await person.mailboxDelete("Orders");
    await person.mailboxCreate("Orders");
    await append(mailbox, "Orders", [customerMail("Three"), ...mails]);
    const arrived = desk.received(3);
    await desk.time.advance(POLL_MS);
    await arrived;
    await desk.state("connected");
    expect(await desk.subjects()).toEqual(["One", "Three", "Two"]);
  });
}
