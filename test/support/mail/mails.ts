import { rawMail, type RawMail } from "../raw-mail.ts";
import type { SentMail } from "#main/mail/sent-folder.ts";
import { TEST_USER } from "./imap-server.ts";

/** A customer's mail; the subject makes it what it is. */
export function customerMail(subject: string, more: Partial<RawMail> = {}): string {
  return rawMail({
    from: "Anna <anna@example.com>",
    to: TEST_USER,
    subject,
    messageId: `${subject.replaceAll(/[^a-zA-Z0-9]+/gu, "-")}@example.com`,
    text: `About ${subject}.`,
    ...more,
  });
}

/** A mail of the desk as it is looked for in the Sent folder. */
export function sentMail(rfcMessageId: string, more: Partial<SentMail> = {}): SentMail {
  const to = [{ name: "", address: "anna@example.com" }];
  return { rfcMessageId, subject: "Answer", dateEpochMs: null, atEpochMs: 0, to, cc: [], bcc: [], ...more };
}

/** `Mail 1` to `Mail n`. */
export function manyMails(count: number): string[] {
  return Array.from({ length: count }, (_, number) => customerMail(`Mail ${number + 1}`));
}

export function subjectsOf(count: number): string[] {
  return Array.from({ length: count }, (_, number) => `Mail ${number + 1}`).toSorted();
}

const WORDS =
  "boots tent stove bag order refund parcel delay zip broken thanks waterproof size exchange invoice please".split(" ");
const MAILS_PER_THREAD = 4;

/** One of many mails of many customers, four to a thread, as long as people write them. */
export function threadedMail(number: number): string {
  const [thread, turn] = [Math.floor(number / MAILS_PER_THREAD), number % MAILS_PER_THREAD];
  const words = Array.from({ length: 120 }, (_, position) => WORDS[(number * 7 + position * position) % WORDS.length]);
  return rawMail({
    from: `Customer ${thread % 600} <customer${thread % 600}@example.com>`,
    to: TEST_USER,
    subject: turn === 0 ? `Question ${thread}` : `Re: Question ${thread}`,
    messageId: `${thread}.${turn}@example.com`,
    ...(turn === 0 ? {} : { inReplyTo: `${thread}.${turn - 1}@example.com` }),
    date: new Date(Date.UTC(2026, 0, 1) + number * 60_000),
    text: words.join(" "),
  });
}
