import { rawMail, type RawMail } from "../raw-mail.ts";
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

/** `Mail 1` to `Mail n`. */
export function manyMails(count: number): string[] {
  return Array.from({ length: count }, (_, number) => customerMail(`Mail ${number + 1}`));
}

export function subjectsOf(count: number): string[] {
  return Array.from({ length: count }, (_, number) => `Mail ${number + 1}`).toSorted();
}
