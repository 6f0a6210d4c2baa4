/** A report in prose alone: it says in some language that mail to somebody was not delivered, and asks nothing. */
import type { MailAddress } from "../../model/mail.ts";
import { BOUNCE_ADDRESS_PATTERN, isStaff } from "./bounce-recipients.ts";
import { tellsFailedDelivery } from "./delivery-words.ts";
import type { MailboxSet } from "./mailbox-address.ts";

const MAX_CHARS = 4_000;
const MAX_SENTENCES_ON = 3;
const ADDRESS_FIRST_PATTERN = /^[\s"'<[(*•-]{0,5}[^\s@<>]{1,64}@/u;
const SENTENCE_END_PATTERN = /(?<=[.!?…][")»”]?)\s+|(?<=[。！？])|\n\s*\n/u;
const QUESTION_PATTERN = /[?？؟]["”»)]?\s*$/u;

export interface Told {
  readonly subject: string;
  readonly text: string;
  readonly from: readonly MailAddress[];
}

function sentencesOf(text: string): string[] {
  return text
    .slice(0, MAX_CHARS)
    .split(SENTENCE_END_PATTERN)
    .map((sentence) => sentence.replaceAll(/\s+/gu, " ").trim());
}

/** A person who reads a mail system's mailbox asks something; a report answers what nobody asked. */
export function asksSomething(text: string): boolean {
  return sentencesOf(text).some((sentence) => QUESTION_PATTERN.test(sentence));
}

/**
 * Whether somebody's address is named as one that mail did not reach.
 * @param own the desk's addresses: mail that did not reach the desk is somebody's complaint
 */
export function tellsFailure({ subject, text, from }: Told, own: MailboxSet): boolean {
  const written = new Set(from.map(({ address }) => address.toLowerCase()));
  const names = (sentence: string): boolean =>
    (sentence.match(BOUNCE_ADDRESS_PATTERN) ?? []).some((address) => {
      const known = address.toLowerCase().replace(/\.$/u, "");
      return !own.has(known) && !written.has(known) && !isStaff(known);
    });
  const sentences = sentencesOf(text);
  if (tellsFailedDelivery(subject)) return sentences.some(names);
  return sentences.some((sentence, at) => {
    if (!tellsFailedDelivery(sentence)) return false;
    // "… could not be delivered to the following address:" with the address in a paragraph of its own; who may be asked stands within a sentence.
    const below = sentences.slice(at + 1, at + MAX_SENTENCES_ON).filter((next) => ADDRESS_FIRST_PATTERN.test(next));
    return [sentence, ...below].some(names);
  });
}
