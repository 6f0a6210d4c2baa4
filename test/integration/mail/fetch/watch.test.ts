import { expect, test } from "vitest";
import { openFetchDesk } from "../../../support/mail/fetch-desk.ts";
import { startImapServer } from "../../../support/mail/imap-server.ts";
import { customerMail, sentMail, manyMails, subjectsOf } from "../../../support/mail/mails.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";

const open = closeAfterEach();

test("[H4] what lay in the mailbox and what arrives is in the desk once, then marked as read", async () => {
  const imap = open(await startImapServer());
  for (const mail of manyMails(3)) imap.deliver("INBOX", mail);
  const desk = open(await openFetchDesk({ port: imap.port }));
  await desk.state("connected");
  imap.deliver("INBOX", customerMail("Mail 4"));
  const subjects = await desk.received(4);
  await desk.state("connected");
  expect([subjects, imap.messages("INBOX").map(({ flags }) => flags)]).toEqual([
    subjectsOf(4),
    [["\\Seen"], ["\\Seen"], ["\\Seen"], ["\\Seen"]],
  ]);
});

test("mail is announced in its own folder, also where the Sent folder was looked at in between", async () => {
  const imap = open(await startImapServer());
  let used: Promise<unknown> | null = null;
  const desk = open(
    await openFetchDesk({
      port: imap.port,
      // Waits for the connection while the mail is taken in, and has it before the desk waits for more.
      probe: (point) => {
        if (point === "fetch.flagged") used ??= desk.fetcher.sent.find(sentMail("nothing@desk.example"));
      },
    }),
  );
  await desk.state("connected");
  imap.deliver("INBOX", customerMail("Mail 1"));
  await desk.received(1);
  await desk.until(async () => (used === null ? null : await used));
  imap.deliver("INBOX", customerMail("Mail 2"));
  expect(await desk.received(2)).toEqual(subjectsOf(2));
});

test("[H4] what came while the Sent folder was open is fetched, though it was announced to nobody", async () => {
  const imap = open(await startImapServer());
  let isFirst = true;
  const desk = open(
    await openFetchDesk({
      port: imap.port,
      // The first mail is in the desk, and its folder is opened anew to mark it as read.
      probe: async (point) => {
        if (point !== "fetch.committed" || !isFirst) return;
        isFirst = false;
        await desk.fetcher.sent.find(sentMail("nothing@desk.example"));
        imap.deliver("INBOX", customerMail("Mail 2"));
      },
    }),
  );
  await desk.state("connected");
  imap.deliver("INBOX", customerMail("Mail 1"));
  expect(await desk.received(2)).toEqual(subjectsOf(2));
});
