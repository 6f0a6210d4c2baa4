/**
 * Reads whom a delivery report is about, how badly it failed, and which of our messages it returns [D7].
 */
import type { BounceDetails, BounceRecipient } from "../../model/mail.ts";
import { BOUNCE_ADDRESS_PATTERN, recipientsInText } from "./bounce-recipients.ts";
import { tellsDelay } from "./delivery-words.ts";

export interface BounceSources {
  /** Decoded message/delivery-status parts (RFC 3464). */
  deliveryStatusTexts: readonly string[];
  /** Header text of the returned message: the head of a message/rfc822 part or a text/rfc822-headers part. */
  returnedHeaderTexts: readonly string[];
  text: string;
  /** Value of X-Failed-Recipients (Exim, Gmail); '' when missing. */
  failedRecipients: string;
  subject: string;
}

/** Reports on more recipients exist (a list blast); the rest of the report says nothing new. */
const MAX_RECIPIENTS = 500;
const MAX_TEXT_CHARS = 200_000;
/** What is said of a recipient stands right under the address. */
const NEAR_CHARS = 1_500;
const STATUS_PATTERN = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])/u;
const REPLY_CODE_PATTERN = /(?<![\d.,:/-])([45])[0-7]\d(?=[ -])(?!\s?[.:])/u;
const TEMPORARY_TEXT =
  /\bdelayed\b|will (?:be retried|keep trying|continue to)|still trying|retry time|timed? ?out|connection refused|could not connect|temporarily unable|not yet been delivered|no action is required|this is a warning|temporar(?:y|ily)|have been unable to.{0,40}yet|in the queue too long|too many (?:delivery )?attempts|message expired|expired after|not responding|host (?:is )?unreachable|try again later/iu;
/** The server could not be reached for days: nothing is said of the address. */
const UNREACHED_TEXT =
  /failing for a long time|retry time(?:out exceeded| not reached)|in the queue too long|message expired/iu;
const RETURNED_START =
  /^[\s>-]{0,20}(?:-{2,}.{0,60}(?:original|copy of|returned|below this line|unsent|transcript).{0,80}|(?:original message follows|--- (?:enclosed|below|the header|original).{0,80}))$/imu;

export function readBounceDetails(sources: BounceSources): BounceDetails {
  const { report, returned } = splitReport(sources.text.slice(0, MAX_TEXT_CHARS));
  let recipients = sources.deliveryStatusTexts.flatMap((text) => statusRecipients(text, report));
  if (recipients.length === 0) recipients = textRecipients(sources, report);
  return {
    recipients: unique(recipients).slice(0, MAX_RECIPIENTS),
    originalMessageId: originalMessageId([...sources.returnedHeaderTexts, returned]),
  };
}

/** RFC 3464 §2: groups of fields divided by blank lines; the first group is about the message, each other about one recipient. */
function statusRecipients(text: string, report: string): BounceRecipient[] {
  const found: BounceRecipient[] = [];
  for (const group of text
    .slice(0, MAX_TEXT_CHARS)
    .replaceAll("\r\n", "\n")
    .split(/\n[ \t]*\n/u)) {
    const fields = new Map<string, string>();
    for (const line of group.replace(/\n[ \t]+/gu, " ").split("\n")) {
      const colon = line.indexOf(":");
      const name = line.slice(0, colon).trim().toLowerCase();
      if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
    }
    const raw = fields.get("original-recipient") ?? fields.get("final-recipient") ?? fields.get("x-actual-recipient");
    const address = addressOf(fields.get("final-recipient") ?? "") ?? addressOf(raw ?? "");
    const action = (fields.get("action") ?? "").toLowerCase();
    if (address === null || action === "delivered" || action === "relayed" || action === "expanded") continue;
    const diagnostic = fields.get("diagnostic-code") ?? "";
    const status = bestStatus(fields.get("status") ?? "", diagnostic);
    // Exim says 5.0.0 of whatever it gives up on, and the reason in its text only.
    const isUnreached = status === "5.0.0" && isUnreachedIn(report, address, diagnostic);
    found.push({
      address,
      status,
      hard: action !== "delayed" && !isUnreached && isHard(status, diagnostic, ""),
    });
  }
  return found;
}

function isUnreachedIn(report: string, address: string, diagnostic: string): boolean {
  if (REPLY_CODE_PATTERN.test(diagnostic)) return false;
  const at = report.toLowerCase().indexOf(address);
  const near = at < 0 ? "" : report.slice(at, at + NEAR_CHARS);
  return UNREACHED_TEXT.test(`${diagnostic}\n${near.split(/\n[ \t]*\n/u)[0] ?? ""}`);
}

/** Reports often say 5.0.0 or 4.0.0 in Status and the real thing in the diagnostic text. */
function bestStatus(stated: string, diagnostic: string): string {
  const own = STATUS_PATTERN.exec(stated)?.[0] ?? "";
  const inner = STATUS_PATTERN.exec(diagnostic)?.[0] ?? "";
  if (own === "") return inner;
  const vague = /^[45]\.0\.0$/u.test(own);
  return vague && inner !== "" && inner[0] === own[0] ? inner : own;
}

function isHard(status: string, diagnostic: string, text: string): boolean {
  if (status !== "") return status.startsWith("5");
  const code = REPLY_CODE_PATTERN.exec(diagnostic)?.[1];
  if (code !== undefined) return code === "5";
  return !TEMPORARY_TEXT.test(text) && !tellsDelay(text);
}

/** Home-made reports: the addresses named above the returned message, with the code that stands nearest below. */
function textRecipients(sources: BounceSources, report: string): BounceRecipient[] {
  const named = sources.failedRecipients.match(BOUNCE_ADDRESS_PATTERN) ?? [];
  const addresses = named.length > 0 ? named : recipientsInText(report, sources.text.slice(0, MAX_TEXT_CHARS));
  return addresses.slice(0, MAX_RECIPIENTS).map((address) => {
    const inReport = report.indexOf(address);
    const [source, at] = inReport < 0 ? [sources.text, sources.text.indexOf(address)] : [report, inReport];
    const near = at < 0 ? report.slice(0, 4_000) : source.slice(at, at + NEAR_CHARS);
    const status = STATUS_PATTERN.exec(near)?.[0] ?? "";
    return {
      address: normalise(address),
      status,
      hard: isHard(status, near, `${sources.subject}\n${report.slice(0, 4_000)}`),
    };
  });
}

function splitReport(text: string): { report: string; returned: string } {
  const cut = RETURNED_START.exec(text)?.index ?? -1;
  return cut < 0 ? { report: text, returned: text } : { report: text.slice(0, cut), returned: text.slice(cut) };
}

function originalMessageId(texts: readonly string[]): string | null {
  for (const text of texts) {
    const match = /^[\s>]{0,8}message-id[ \t]*:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s]{1,500})>/imu.exec(
      text.slice(0, MAX_TEXT_CHARS),
    );
    if (match?.[1] !== undefined) return match[1];
  }
  return null;
}

/** `rfc822; user@host`, `LOCAL;<user@host>`, `smtp; user` (no host: kept as it is). */
function addressOf(field: string): string | null {
  const value = field.slice(field.indexOf(";") + 1).trim();
  const match = value.match(BOUNCE_ADDRESS_PATTERN)?.[0];
  if (match !== undefined) return normalise(match);
  const bare = value.replace(/[<>"]/gu, "").trim();
  return bare === "" ? null : bare.slice(0, 320);
}

function normalise(address: string): string {
  return address.replace(/^<|[>.]$/gu, "").toLowerCase();
}

/** One entry an address; the worse news wins. */
function unique(recipients: readonly BounceRecipient[]): BounceRecipient[] {
  const byAddress = new Map<string, BounceRecipient>();
  for (const recipient of recipients) {
    const known = byAddress.get(recipient.address);
    if (!known || (recipient.hard && !known.hard) || known.status === "") byAddress.set(recipient.address, recipient);
  }
  return [...byAddress.values()];
}
