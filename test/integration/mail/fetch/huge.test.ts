import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openTestDesk } from "../../../support/test-desk.ts";
import { startFetchProcess } from "../../../support/mail/fetch-process.ts";
import { startImapServer, TEST_USER } from "../../../support/mail/imap-server.ts";
import { customerMail } from "../../../support/mail/mails.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";

const open = closeAfterEach();
const MEBIBYTE = 1024 * 1024;
/** `PIPEDESK_HUGE_MAIL_MEBIBYTES=250` for one as large as mail servers let through. */
const SIZE_MEBIBYTES = Number(process.env["PIPEDESK_HUGE_MAIL_MEBIBYTES"] ?? "128");
/** What reading costs beyond an idle desk, however large the mail: pieces under way, what the garbage collector leaves for later. */
const MAX_GROWTH_MEBIBYTES = 110;
const TIMEOUT_MS = 300_000;

test(
  "[H6] a mail of hundreds of megabytes streams from the mailbox to the disk: a ticket with its text and whole file, in bounded memory",
  async () => {
    const imap = open(await startImapServer());
    imap.deliver("INBOX", customerMail("Before"));
    const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-huge-"));
    open({ close: () => rm(dataDir, { recursive: true, force: true }) });
    const started = performance.now();
    const child = startFetchProcess({ port: imap.port, user: TEST_USER, dataDir, kill: null });
    const subjects = (messages: Readonly<Record<string, string>>) => Object.values(messages);
    const idle = await child.until(({ state, messages }) => state === "connected" && subjects(messages).length === 1);

    const beginning = customerMail("Film", {
      text: "--b\r\n\r\nIt is long.\r\n--b\r\nContent-Type: video/mp4; name=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n",
    })
      .replace("text/plain; charset=utf-8", "multipart/mixed; boundary=b")
      .trimEnd();
    const sizeBytes = SIZE_MEBIBYTES * MEBIBYTE;
    imap.deliverHuge("INBOX", `${beginning}\r\n\r\n`, sizeBytes);
    imap.deliver("INBOX", customerMail("Behind"));
    const arrived = performance.now();
    const done = await child.until(({ messages }) => subjects(messages).length === 3);
    const seconds = (performance.now() - arrived) / 1000;
    await child.close();
    if (process.env["PIPEDESK_HUGE_MAIL_MEBIBYTES"] !== undefined)
      console.log({
        SIZE_MEBIBYTES,
        seconds,
        ready: (arrived - started) / 1000,
        idle: idle.peakMebibytes,
        peak: done.peakMebibytes,
      });

    const desk = open(await openTestDesk({ dataDir }));
    const { store } = desk.core.context;
    const [film] = await store.messages.find({ selector: { subject: "Film" } });
    const [file] = film?.attachments ?? [];
    // The test server makes the rest of it up: base64 of one letter.
    const fileBytes = Math.floor(((sizeBytes - beginning.length - 4) * 3) / 4);
    expect([film?.setAsideReason, film?.ticketId === null, film?.visibleText, film?.sizeBytes]).toEqual([
      null,
      false,
      "It is long.",
      sizeBytes,
    ]);
    expect([file?.name, file?.sizeBytes, file && (await store.files.sizeOf(file.blobId))]).toEqual([
      "film.mp4",
      fileBytes,
      fileBytes,
    ]);
    expect(done.peakMebibytes - idle.peakMebibytes).toBeLessThan(MAX_GROWTH_MEBIBYTES);
  },
  TIMEOUT_MS,
);
