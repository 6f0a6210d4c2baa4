/**
 * What the desk signs so that it can trust the answers (D9): the Message-IDs of what it sends, and a token in the subject for the programs
 * that drop In-Reply-To and References. Pure formats; the key stays with the caller, who hands in `sign`.
 *
 * Message-ID  `pd.<local id>.<20 hexadecimal digits>@<domain>` (RFC 5322 §3.6.4; 80 bits of the HMAC). Ids are without angle brackets
 *             everywhere in the desk; whoever writes the header puts them around.
 * Subject     `[#<ticket number>-<8 base 36 digits>]` (41 bits of the HMAC: short enough to be read out, and a guess costs one mail, whose
 *             sender would still have to be a participant).
 */
import { PipedeskError } from "../../errors/pipedesk-error.ts";

/** HMAC-SHA-256 of the text under the desk's thread key, in lower-case hexadecimal. */
export type Sign = (text: string) => string;

export type MessageIdToken = { readonly localId: string; readonly hash: string; readonly domain: string };
export type SubjectToken = { readonly ticketNumber: number; readonly hash: string };

const MESSAGE_ID_HASH_DIGITS = 20;
const SUBJECT_HASH_DIGITS = 8;
const MESSAGE_ID_PATTERN = /^<?pd\.([^\s<>@]{1,400})\.([0-9a-f]{20})@([^\s<>@]{1,255})>?$/iu;
const SUBJECT_PATTERN = /\[#(\d{1,12})-([0-9a-z]{8})\]/giu;
/** Subjects collect the tokens of every desk that a thread passed; more than these are somebody's game. */
const MAX_SUBJECT_TOKENS = 8;

/** The Message-ID of a mail that the desk sends. `localId` is any id of the desk, as the outbox item's; `domain` that of the sender. */
export function formatMessageIdToken(
  { localId, domain }: Pick<MessageIdToken, "localId" | "domain">,
  sign: Sign,
): string {
  return `pd.${encodeLocalId(localId)}.${messageIdHash(localId, domain, sign)}@${domain.toLowerCase()}`;
}

/** Null for an id in any other format. Reads angle brackets away. */
export function parseMessageIdToken(messageId: string): MessageIdToken | null {
  const match = MESSAGE_ID_PATTERN.exec(messageId.trim());
  if (match === null) return null;
  const [, encoded = "", hash = "", domain = ""] = match;
  const localId = decodeLocalId(encoded);
  return localId === null ? null : { localId, hash: hash.toLowerCase(), domain: domain.toLowerCase() };
}

/**
 * `foreign`: not in the desk's format, or of a domain that the desk does not send from: somebody else's id, maybe another Pipedesk's.
 * `forged`: in the desk's format and name, but not signed by it. `ownDomains` in lower case.
 * @rule D9
 */
export function verifyMessageIdToken(
  messageId: string,
  ownDomains: readonly string[],
  sign: Sign,
): "foreign" | "forged" | "verified" {
  const token = parseMessageIdToken(messageId);
  if (token === null || !ownDomains.includes(token.domain)) return "foreign";
  return equalInConstantTime(token.hash, messageIdHash(token.localId, token.domain, sign)) ? "verified" : "forged";
}

/** What goes at the end of an outgoing subject. */
export function formatSubjectToken(ticketNumber: number, sign: Sign): string {
  return `[#${ticketNumber}-${subjectHash(ticketNumber, sign)}]`;
}

/** The first token that the desk signed, whatever other desks' tokens stand around it; `forged` where there are only those. */
export function verifySubjectToken(
  subject: string,
  sign: Sign,
):
  | { readonly kind: "none" }
  | { readonly kind: "forged" }
  | { readonly kind: "verified"; readonly ticketNumber: number } {
  const tokens = subjectTokensOf(subject);
  if (tokens.length === 0) return { kind: "none" };
  const own = tokens.find(({ ticketNumber, hash }) => equalInConstantTime(hash, subjectHash(ticketNumber, sign)));
  return own === undefined ? { kind: "forged" } : { kind: "verified", ticketNumber: own.ticketNumber };
}

/** Whether what looks like a token stands there, the desk's or another's. */
export function bearsSubjectToken(subject: string): boolean {
  return subjectTokensOf(subject).length > 0;
}

function subjectTokensOf(subject: string): SubjectToken[] {
  return [...subject.matchAll(SUBJECT_PATTERN)]
    .slice(0, MAX_SUBJECT_TOKENS)
    .map(([, ticketNumber = "", hash = ""]) => ({ ticketNumber: Number(ticketNumber), hash: hash.toLowerCase() }));
}

// The prefixes keep a signature of one kind from being passed off as one of the other.
function messageIdHash(localId: string, domain: string, sign: Sign): string {
  return hexadecimal(sign(`message-id:${localId}@${domain.toLowerCase()}`)).slice(0, MESSAGE_ID_HASH_DIGITS);
}

function subjectHash(ticketNumber: number, sign: Sign): string {
  const digits = hexadecimal(sign(`subject:${ticketNumber}`)).slice(0, 16);
  return BigInt(`0x${digits}`).toString(36).padStart(SUBJECT_HASH_DIGITS, "0").slice(-SUBJECT_HASH_DIGITS);
}

export function hexadecimal(signature: string): string {
  if (!/^[0-9a-f]{20,}$/u.test(signature)) {
    throw new PipedeskError("PD_INTERNAL", "A thread signature must be lower-case hexadecimal of at least 20 digits.");
  }
  return signature;
}

/** Every character that RFC 5322 does not allow in a dot-atom becomes `=hh` of its UTF-8. */
export function encodeLocalId(localId: string): string {
  return encodeURIComponent(localId)
    .replaceAll(/[!'()*.~]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%", "=");
}

export function decodeLocalId(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded.replaceAll("%", "%25").replaceAll("=", "%"));
  } catch {
    return null;
  }
}

/** Takes as long for a wrong hash as for the right one, so that nobody finds it digit by digit. */
export function equalInConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}
