import { expect, test } from "vitest";
import { openFetchDesk } from "../../../support/mail/fetch-desk.ts";
import { customerMail, sentMail } from "../../../support/mail/mails.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";
import { append, contents, otherClient, type MailSystem } from "../mail-system.ts";

export function sentSuite(system: MailSystem): void {
  const open = closeAfterEach();

  test("copies of sent mail are put away once, as read, and found by their Message-ID; the folder is made where there is none", async () => {
    const mailbox = open(await system.account());
    const { user, imapPort: port } = mailbox;
    const desk = open(await openFetchDesk({ port, user }));
    await desk.state("connected");
    const { sent } = desk.fetcher;
    const raw = Buffer.from(customerMail("Answer", { messageId: "pd.1@desk.example" }));
    const before = await sent.find(sentMail("pd.1@desk.example"));
    const appended = [await sent.append("pd.1@desk.example", raw), await sent.append("pd.1@desk.example", raw)];
    const found = await sent.find(sentMail("pd.1@desk.example"));
    const other = await sent.find(sentMail("pd.2@desk.example", { subject: "Another" }));
    expect([before.kind === "there", appended, found, other, await contents(mailbox, "Sent")]).toEqual([
      false,
      [true, true],
      { kind: "there", rfcMessageId: "pd.1@desk.example" },
      { kind: "missing" },
      [["Answer", ["\\Seen"]]],
    ]);
  });

  test("[D9] a mail that the server files under an id of its own is found by its second, subject and recipient", async () => {
    const mailbox = open(await system.account());
    const { user, imapPort: port } = mailbox;
    const desk = open(await openFetchDesk({ port, user }));
    await desk.state("connected");
    const { sent } = desk.fetcher;
    const date = new Date("2026-05-04T09:00:07Z");
    const filed = { from: `Desk <${user}>`, to: "anna@example.com", subject: "Answer [#7-abcdefgh]", date };
    await sent.append(
      "one@server.example",
      Buffer.from(customerMail("One", { ...filed, messageId: "one@server.example" })),
    );
    const marked = { ...filed, subject: "Other", messageId: "two@server.example" };
    const headers = { "X-Microsoft-Original-Message-ID": "<pd.2@desk.example>" };
    await sent.append("two@server.example", Buffer.from(customerMail("Two", { ...marked, headers })));
    const dateEpochMs = date.getTime() + 400;
    expect([
      await sent.find(sentMail("pd.1@desk.example", { dateEpochMs })),
      await sent.find(sentMail("pd.2@desk.example", { dateEpochMs, subject: "Changed on the way" })),
      await sent.find(sentMail("pd.1@desk.example", { dateEpochMs: dateEpochMs + 1000 })),
      await sent.find(sentMail("pd.1@desk.example", { dateEpochMs, to: [{ name: "", address: "bea@example.com" }] })),
    ]).toEqual([
      { kind: "there", rfcMessageId: "one@server.example" },
      { kind: "there", rfcMessageId: "two@server.example" },
      { kind: "missing" },
      { kind: "missing" },
    ]);
  });

  test("the Sent folder is used between two looks at the mailbox, and mail still comes in", async () => {
    const mailbox = open(await system.account());
    const { user, imapPort: port } = mailbox;
    const desk = open(await openFetchDesk({ port, user }));
    await desk.state("connected");
    const sent = await desk.fetcher.sent.append("pd.1@desk.example", Buffer.from(customerMail("Answer")));
    await append(mailbox, "INBOX", [customerMail("Question")]);
    expect([sent, await desk.received(1)]).toEqual([true, ["Question"]]);
  });

  test("a folder that is called Gesendet is taken for what it is", async () => {
    const mailbox = open(await system.account());
    const { user, imapPort: port } = mailbox;
    const person = open(await otherClient(user, port));
    const { path } = (await person.list()).find(({ specialUse }) => specialUse === "\\Sent") ?? {};
    // A server that marks its own folder has no need of the name.
    const expected = path ?? "Gesendet";
    if (path === undefined) await person.mailboxCreate("Gesendet");
    const desk = open(await openFetchDesk({ port, user }));
    await desk.state("connected");
    await desk.fetcher.sent.append("pd.1@desk.example", Buffer.from(customerMail("Answer")));
    expect((await contents(mailbox, expected)).map(([subject]) => subject)).toEqual(["Answer"]);
  });

  test("without a connection nothing is told of the Sent folder, and nothing is put there", async () => {
    const mailbox = open(await system.account());
    const { user, imapPort: port } = mailbox;
    const desk = open(await openFetchDesk({ port, user, mailbox: { enabled: false } }));
    const { sent } = desk.fetcher;
    const answers = [
      await sent.find(sentMail("pd.1@desk.example")),
      await sent.append("pd.1@desk.example", Buffer.from("x")),
    ];
    expect([answers, desk.fetcher.health().state]).toEqual([[{ kind: "unknown" }, false], "paused"]);
  });
}
