/**
 * Decides what kind of mail a message is, from its header fields and structure [D5] [D7].
 */
import type { MailAddress, MailClassification } from "../../model/mail.ts";
import { automaticSigns, autoReplySubject } from "./automatic-mail.ts";
import { bounceReason } from "./bounce.ts";
import { forwardSigns } from "./forward-signs.ts";
import { mailboxSet, type MailboxSet } from "./mailbox-address.ts";
import { headerValue, type MailFacts } from "./mail-facts.ts";

export interface ClassificationContext {
  /** The help desk's own addresses, in any letter case: mail from them is never a customer's. */
  ownAddresses?: Iterable<string>;
}

/**
 * Classifies one message. `reason` names the strongest sign: own address, bounce, receipt, complaint, a header field, the subject, a forward.
 */
export function classifyMail(facts: MailFacts, context: ClassificationContext = {}): MailClassification {
  const own = mailboxSet(context.ownAddresses ?? []);
  const fromOwnAddress = isFromOwnAddress(facts, own);
  const bounce = bounceReason(facts, own);
  const receipt = bounce === null && isReceipt(facts);
  const complaint = bounce === null && isComplaint(facts);
  const signs = automaticSigns(facts);
  const subjectSign = bounce === null && !receipt && !complaint ? autoReplySubject(facts) : null;
  if (subjectSign) signs.push(subjectSign);
  const forward = forwardSigns(facts, bounce !== null || receipt || complaint);
  const firstOf = (kind: string): string | undefined => signs.find((sign) => sign.kind === kind)?.reason;
  const list = firstOf("list") !== undefined;
  const autoReply = bounce === null && !receipt && firstOf("auto-reply") !== undefined;
  const reasons = [
    fromOwnAddress ? "sent from one of the desk's own addresses" : undefined,
    bounce ?? undefined,
    receipt ? "a read receipt (RFC 8098)" : undefined,
    complaint ? "a feedback report (RFC 5965)" : undefined,
    firstOf("auto-reply"),
    firstOf("automatic"),
    firstOf("list"),
    forward.reason,
  ];
  return {
    automatic: fromOwnAddress || bounce !== null || receipt || complaint || signs.length > 0,
    bounce: bounce !== null,
    list,
    autoReply,
    receipt,
    complaint,
    fromOwnAddress,
    forwarded: forward.forwarded,
    replyToForwarded: forward.replyToForwarded,
    reason: reasons.find((reason) => reason !== undefined && reason !== "") ?? "",
  };
}

/** Each of them says that no person wrote a message. */
export const MACHINE_SIGNS = ["bounce", "receipt", "complaint", "autoReply", "fromOwnAddress"] as const;

/**
 * No person wrote it (D7): it triggers nothing, makes no ticket and is marked where it belongs. Anything else counts as mail of its sender, also where no machine may answer it.
 * @rule D7
 */
export function isByMachine(classification: Pick<MailClassification, (typeof MACHINE_SIGNS)[number]>): boolean {
  return MACHINE_SIGNS.some((sign) => classification[sign]);
}

/** A person wrote it: a customer or a colleague by mail, a user here. */
export function isByPerson({
  direction,
  classification,
}: {
  readonly direction: "incoming" | "outgoing" | "internal";
  readonly classification: MailClassification;
}): boolean {
  return direction === "incoming" ? !isByMachine(classification) : !classification.automatic;
}

/** A form writes from the desk's own address, with the visitor's in Reply-To; who writes for two names both. */
function isFromOwnAddress(facts: MailFacts, own: MailboxSet): boolean {
  const isOwn = ({ address }: MailAddress) => own.has(address);
  return (
    facts.from.length > 0 && facts.from.every(isOwn) && facts.replyTo.every((who) => who.address === "" || isOwn(who))
  );
}

function isReceipt(facts: MailFacts): boolean {
  return (
    facts.reportType === "disposition-notification" ||
    facts.partTypes.includes("message/disposition-notification") ||
    facts.partTypes.includes("message/global-disposition-notification")
  );
}

/** RFC 5965, and Hotmail's older form: a complaint from a fixed sender with the message enclosed. */
function isComplaint(facts: MailFacts): boolean {
  if (facts.reportType === "feedback-report" || facts.partTypes.includes("message/feedback-report")) return true;
  return (
    headerValue(facts.headers, "x-hmxmroriginalrecipient") !== null ||
    (/^complaint about message from /iu.test(facts.subject) && facts.partTypes.includes("message/rfc822"))
  );
}
