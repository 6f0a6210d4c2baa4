/** Whom a home-made delivery report names: at the beginning of a line, in the dialogue of two servers, or in a sentence. */

import { tellsFailedDelivery } from "./delivery-words.ts";

/** Letters of scripts that set their words apart, as in `jürgen@bücher.example` (RFC 6531): in others an address would run on into the sentence. */
const LETTERS = String.raw`\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{M}`;
export const BOUNCE_ADDRESS_PATTERN = new RegExp(
  String.raw`[\w${LETTERS}.!#$%&'*+/=?^` +
    "`" +
    String.raw`{|}~-]{1,64}@[${LETTERS}0-9-]{1,63}(?:\.[${LETTERS}0-9-]{1,63}){0,10}`,
  "giu",
);
const MAX_LINES = 400;
/** A sentence about the failure stands on top. */
const MAX_PROSE_LINES = 40;
const MAX_LINE_CHARS = 1_000;
/** Machines and helpers, not recipients. */
const STAFF_PATTERN =
  /^(?:postmaster|mailer-daemon|maildaemon|abuse|support|help(?:desk)?|noc|hostmaster|admin(?:istrator)?|no-?reply)@/iu;
/** Whether an address is a mail system's own, or somebody's who helps. */
export function isStaff(address: string): boolean {
  return STAFF_PATTERN.test(address);
}

const FIELD_LINE_PATTERN = /^\s*(?:from|to|reply-to|message-id|cc|sender|for (?:further )?(?:help|assistance).*)\s*:/iu;
/** `<user@host>:`, `"user@host":`, `    user@host`, `Delivery failed 10 attempts: user@host`. */
const LINE_START_PATTERN =
  /^\s{0,20}(?:[^@<>]{0,60}[:：]\s{0,4}|[-*]\s|RCPT TO:\s?)?["'<[]{0,2}(?:(?:smtp|mailto|rfc822|internet|ex)\s?[:;]\s?)?([^\s<>@,;:"'[\]]{1,64}@[^\s<>@,;:"'[\]]{1,255}?)["'>\]]{0,2}[:.,]?(?:\s.{0,200})?$/iu;
const UNSPACED_PATTERN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;
const TRANSCRIPT_LINE_PATTERN = /^\s{0,8}(?:>>>|<<<)\s/u;
/** What a sentence about a failed delivery speaks of, in the languages of mail servers. */
const DELIVERY_WORDS =
  /deliver|undeliver|\bsen[dt]|mail|message|recipient|address|\buser|account|fail|reject|refus|unknown|exist|reach|zustell|zugestellt|empfänger|nachricht|consegn|recapit|destinat|messagg|livr|remis|distribu|entreg|mensa[jg]|bezorg|bericht|lever|meddela|melding|besked|dostarcz|doruč|kézbesít|livrat|доставл|получател|teslim|toimit|perille|παραδ|παράδ|μήνυμα|تسليم|رسالت|נמסר|הודע|宛|配信|送信|メール|投递|送达|邮件|投遞|遞送|傳送|郵件|退|전송|전달|메일/iu;
/** Before an address: somebody to ask, or the one who wrote. */
const CONTACT_WORDS_PATTERN =
  /(?:contact|help|assistance|question|write to|reply to|sent by|from|by|see|von|kontakt|wenden sie sich an|contattare|contactez|contacte|da parte di|de la part de)[\s:<"'(]{0,6}$/iu;
const MAX_WORDS_BEFORE_CHARS = 40;

/**
 * @param report what stands above the returned message
 * @param whole with the dialogue of the servers, which some put below
 */
export function recipientsInText(report: string, whole: string): string[] {
  const lines = report.split("\n", MAX_LINES).map((line) => line.slice(0, MAX_LINE_CHARS));
  const named = lines.flatMap(atLineStart);
  if (named.length > 0) return named;
  const spoken = whole
    .split("\n", MAX_LINES)
    .filter((line) => TRANSCRIPT_LINE_PATTERN.test(line))
    .flatMap((line) => line.slice(0, MAX_LINE_CHARS).match(BOUNCE_ADDRESS_PATTERN) ?? [])
    .filter((address) => !STAFF_PATTERN.test(address));
  if (spoken.length > 0) return spoken;
  // One sentence names them; an address further down is the postmaster's.
  for (const line of lines.slice(0, MAX_PROSE_LINES)) {
    const found = inProse(line);
    if (found.length > 0) return found;
  }
  return [];
}

function atLineStart(line: string): string[] {
  const first = LINE_START_PATTERN.exec(line)?.[1];
  if (first === undefined || STAFF_PATTERN.test(first) || FIELD_LINE_PATTERN.test(line)) return [];
  // A sentence of a script without blanks is one word.
  if (UNSPACED_PATTERN.test(first)) return [];
  // "a@x.example, b@x.example": a list goes on, prose does not.
  const rest = line.slice(line.indexOf(first) + first.length);
  const others = /^["'>\]]{0,2}\s?[,;]/u.test(rest) ? (rest.match(BOUNCE_ADDRESS_PATTERN) ?? []) : [];
  return [first, ...others];
}

function inProse(line: string): string[] {
  if (!line.includes("@") || FIELD_LINE_PATTERN.test(line)) return [];
  const words = line.replaceAll(BOUNCE_ADDRESS_PATTERN, " ");
  if (!DELIVERY_WORDS.test(words) && !tellsFailedDelivery(words)) return [];
  return Array.from(line.matchAll(BOUNCE_ADDRESS_PATTERN)).flatMap(({ 0: address, index }) => {
    const before = line.slice(Math.max(0, index - MAX_WORDS_BEFORE_CHARS), index);
    return STAFF_PATTERN.test(address) || CONTACT_WORDS_PATTERN.test(before) ? [] : [address];
  });
}
