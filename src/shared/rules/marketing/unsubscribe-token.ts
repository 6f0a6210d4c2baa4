/**
 * What the unsubscribe link of a marketing mail carries (E4): whose mail it was, signed by the desk as its Message-IDs are (D9). It ends the address of a page, or stands in the
 * subject of the mail that the link writes, and nowhere else: what is quoted or passed on unsubscribes nobody.
 *
 * Token    `<contact>.<message>.<20 hexadecimal digits>` (80 bits of the HMAC).
 * Subject  `unsubscribe <token>` (RFC 6068).
 */
import { MessageId, PersonId } from "../../model/ids.ts";
import { decodeLocalId, encodeLocalId, equalInConstantTime, hexadecimal, type Sign } from "../email-status/tokens.ts";

export type Unsubscription = {
  readonly contactId: PersonId;
  /** The mail by which it was asked for. */
  readonly messageId: MessageId;
};

const HASH_DIGITS = 20;
const TOKEN_PATTERN = /^([\w=-]{1,400})\.([\w=-]{1,400})\.([0-9a-f]{20})$/iu;
const SUBJECT_PATTERN = /\bunsubscribe (\S+)\s*$/iu;
/** A mail that is passed on, or answered, speaks of the link and does not follow it. */
const PASSED_ON_PATTERN = /^\s*(?:\[[^\]]*\]\s*)*(?:re|fwd?|aw|wg|i|r|inoltr\w*)\s*:/iu;

/** In letters that an address may have. */
export function formatUnsubscribeToken(about: Unsubscription, sign: Sign): string {
  return `${encodeLocalId(about.contactId)}.${encodeLocalId(about.messageId)}.${hashOf(about, sign)}`;
}

/**
 * Null for a token that the desk did not sign.
 * @rule E4, D9
 */
export function verifyUnsubscribeToken(token: string, sign: Sign): Unsubscription | null {
  const match = TOKEN_PATTERN.exec(token);
  if (match === null) return null;
  const [, contact = "", message = "", hash = ""] = match;
  const contactId = PersonId.safeParse(decodeLocalId(contact));
  const messageId = MessageId.safeParse(decodeLocalId(message));
  if (!contactId.success || !messageId.success) return null;
  const about = { contactId: contactId.data, messageId: messageId.data };
  return equalInConstantTime(hash.toLowerCase(), hashOf(about, sign)) ? about : null;
}

/** The subject of the mail that the link writes. */
export function formatUnsubscribeSubject(about: Unsubscription, sign: Sign): string {
  return `unsubscribe ${formatUnsubscribeToken(about, sign)}`;
}

/**
 * Who unsubscribes with a mail of this subject; null where nobody does.
 * @rule E4, D9
 */
export function verifyUnsubscribeSubject(subject: string, sign: Sign): Unsubscription | null {
  const token = PASSED_ON_PATTERN.test(subject) ? undefined : SUBJECT_PATTERN.exec(subject)?.[1];
  return token === undefined ? null : verifyUnsubscribeToken(token, sign);
}

// A word of its own keeps a signature of another kind from being passed off as one of these.
function hashOf({ contactId, messageId }: Unsubscription, sign: Sign): string {
  return hexadecimal(sign(`unsubscribe:${contactId}:${messageId}`)).slice(0, HASH_DIGITS);
}
