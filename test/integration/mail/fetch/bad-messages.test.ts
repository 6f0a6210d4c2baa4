import { expect, test } from "vitest";
import { DEFERRAL_PAUSES_MS, SIZE_LIMITS } from "#main/mail/mailbox/limits.ts";
import { openFetchDesk } from "../../../support/mail/fetch-desk.ts";
import { startImapServer, type Interception, type TestImapServer } from "../../../support/mail/imap-server.ts";
import { customerMail, manyMails, subjectsOf } from "../../../support/mail/mails.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";

const open = closeAfterEach();
const MEBIBYTE = 1024 * 1024;
const MINUTE_MS = 60_000;

/** Whether a line asks for the content of the message with that UID. */
function asksFor(uid: number, command: string, line: string): boolean {
  if (command !== "UID FETCH" || !line.includes("BODY.PEEK[]")) return false;
  const ranges = line.split(" ")[3]?.split(",") ?? [];
  return ranges.some((range) => {
    const [from = 0, to = from] = range.split(":").map(Number);
    return uid >= from && uid <= to;
  });
}

/** A server that has something against one message. */
function against(imap: TestImapServer, uid: number, answer: Interception): void {
  imap.intercept((command, line) => (asksFor(uid, command, line) ? answer : null));
}

test("[H6] a message that the server refuses to give stops none behind it, and is fetched when it is given after all", async () => {
  const imap = open(await startImapServer());
  for (const mail of manyMails(5)) imap.deliver("INBOX", mail);
  against(imap, 2, { no: "[SERVERBUG] That one is broken" });
  const desk = open(await openFetchDesk({ port: imap.port }));
  const others = await desk.received(4);
  await desk.state("connected");
  imap.intercept(null);
  const all = desk.received(5);
  await desk.time.advance(5 * MINUTE_MS);
  expect([others, await all]).toEqual([subjectsOf(5).filter((subject) => subject !== "Mail 2"), subjectsOf(5)]);
});

test("[H6] a message that is never given is set aside with its header and the reason, after many attempts", async () => {
  const imap = open(await startImapServer());
  for (const mail of manyMails(3)) imap.deliver("INBOX", mail);
  against(imap, 2, { no: "[SERVERBUG] That one is broken" });
  const desk = open(await openFetchDesk({ port: imap.port }));
  await desk.received(2);
  await desk.state("connected");
  const attempts: number[] = [];
  for (const pauseMs of DEFERRAL_PAUSES_MS) {
    attempts.push((await desk.subjects()).length);
    await desk.time.advance(pauseMs);
    desk.fetcher.checkNow();
    await desk.until(async () => {
      const records = await desk.core.context.store.local.find({ selector: {} });
      const cursor = JSON.stringify(records.map(({ value }) => value));
      return cursor.includes(`"attempts":${attempts.length + 1}`) || cursor.includes('"deferred":[]') ? true : null;
    });
    await desk.state("connected");
  }
  await desk.received(3);
  const kept = (await desk.messages()).map(({ subject, setAsideReason }) => [subject, setAsideReason]);
  expect(kept.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual([
    ["Mail 1", null],
    ["Mail 2", "The server did not give this message, but for its header: That one is broken"],
    ["Mail 3", null],
  ]);
  expect(attempts).toEqual(DEFERRAL_PAUSES_MS.map(() => 2));
});

test("[H6] a message at which the connection always breaks stops none behind it", async () => {
  const imap = open(await startImapServer());
  for (const mail of manyMails(5)) imap.deliver("INBOX", mail);
  against(imap, 3, "cut");
  const desk = open(await openFetchDesk({ port: imap.port }));
  desk.insist();
  await desk.received(4);
  const { failure } = await desk.state("connected");
  expect([await desk.subjects(), failure]).toEqual([subjectsOf(5).filter((subject) => subject !== "Mail 3"), null]);
});

test("[H6] a message that another client deletes while it is fetched is no failure", async () => {
  const imap = open(await startImapServer());
  for (const mail of manyMails(3)) imap.deliver("INBOX", mail);
  let isDone = false;
  imap.intercept((command, line) => {
    if (!isDone && asksFor(2, command, line)) {
      isDone = true;
      imap.remove("INBOX", 2);
    }
    return null;
  });
  const desk = open(await openFetchDesk({ port: imap.port }));
  await desk.received(2);
  const { failure } = await desk.state("connected");
  const cursors = JSON.stringify(
    (await desk.core.context.store.local.find({ selector: {} })).map(({ value }) => value),
  );
  expect([await desk.subjects(), failure, cursors.includes('"deferred":[]')]).toEqual([
    ["Mail 1", "Mail 3"],
    null,
    true,
  ]);
});

test("[H6] a server that lies about a size is not believed, and what is behind comes in", async () => {
  const imap = open(await startImapServer());
  imap.deliver("INBOX", customerMail("Liar", { text: "x".repeat(3 * MEBIBYTE) }));
  imap.deliver("INBOX", customerMail("Honest"));
  imap.pretendSizes((_uid, sizeBytes) => Math.min(sizeBytes, 500));
  const limits = { ...SIZE_LIMITS, maxMessageBytes: MEBIBYTE };
  const desk = open(await openFetchDesk({ port: imap.port, limits }));
  await desk.state("offline");
  const both = desk.received(2);
  await desk.time.advance(MINUTE_MS);
  await both;
  const told = (await desk.messages()).map(({ subject, setAsideReason }) => [subject, setAsideReason === null]);
  expect(Object.fromEntries(told)).toEqual({ Liar: true, Honest: true });
});

test("[H6] a message with a file larger than what is held in memory becomes a ticket with its text and its file, and what is behind comes in", async () => {
  const imap = open(await startImapServer());
  const sizeBytes = SIZE_LIMITS.maxMessageBytes + 8 * MEBIBYTE;
  const beginning = customerMail("Film", {
    text: "--b\r\n\r\nIt is long.\r\n--b\r\nContent-Type: video/mp4; name=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n",
  })
    .replace("text/plain; charset=utf-8", "multipart/mixed; boundary=b")
    .trimEnd();
  imap.deliverHuge("INBOX", `${beginning}\r\n\r\n`, sizeBytes);
  imap.deliver("INBOX", customerMail("Letter"));
  const desk = open(await openFetchDesk({ port: imap.port }));
  await desk.received(2);
  const film = (await desk.messages()).find(({ subject }) => subject === "Film");
  const { files } = desk.core.context.store;
  const [file] = film?.attachments ?? [];
  const fileBytes = Math.floor(((sizeBytes - beginning.length - 4) * 3) / 4);
  expect([
    film?.setAsideReason,
    film?.ticketId === null,
    film?.visibleText,
    film?.sizeBytes,
    film?.rawBlobId && (await files.sizeOf(film.rawBlobId)),
    [file?.name, file?.sizeBytes, file && (await files.sizeOf(file.blobId))],
  ]).toEqual([null, false, "It is long.", sizeBytes, sizeBytes, ["film.mp4", fileBytes, fileBytes]]);
});
