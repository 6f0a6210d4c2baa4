/**
 * What a message means for its ticket's status: section D as one decision. Whether a workflow is switched on is not asked here; a verdict
 * says what happened, and the workflows D1 and D2 listen to it. The same facts always give the same verdict, and one message gets one:
 * so a message that is downloaded, synced or replayed again cannot fire twice (D8).
 */
import { assertNever } from "../../errors/pipedesk-error.ts";
import type { EmailVerdict } from "../../model/email-verdict.ts";
import type { MailClassification } from "../../model/mail.ts";
import type { SentFrom } from "../../model/message.ts";
import { isByMachine } from "../email/classification.ts";
import type { ReopenPolicy, StageKind } from "../../model/setup/pipeline.ts";

const DAY_MS = 86_400_000;

/** Why nothing happened; stable keys that the interface puts in words. */
export type NoChangeReason =
  | "automatic"
  | "bounce"
  | "list"
  | "own-address"
  | "side-conversation"
  | "forwarded"
  | "reply-to-forwarded"
  | "not-a-reply"
  | "no-ticket"
  | "later-thread"
  | "overtaken"
  | "ticket-closed"
  | "contact-record"
  | "unsubscribed"
  | "personal-mailbox";

type Classification = Omit<MailClassification, "reason" | "replyToForwarded">;

/** The ticket as it is before this message. */
type TicketFacts = {
  /** Null where the conversation has no ticket (B2). */
  readonly ticketState: StageKind | null;
  /** D4: it has been closed and opened again. */
  readonly wasReopened: boolean;
  readonly reopenPolicy: ReopenPolicy;
  /** When it was closed: the close date, or the entry into its stage where the close date is not kept; null where neither is known. */
  readonly closedAtEpochMs: number | null;
};

export type EmailFacts = TicketFacts & {
  readonly direction: "incoming" | "outgoing";
  /** Where a user wrote an outgoing mail; null for one that came in, or was sent elsewhere and imported. */
  readonly sentFrom: SentFrom | null;
  readonly classification: Classification;
  /** D5: it answers a mail that was passed on from here; absent: it does not. */
  readonly answersForward?: boolean;
  /** D7: an incoming mail of a list that is not addressed to the desk; absent: it is none. */
  readonly isNewsletter?: boolean;
  /** The mail was put into a conversation that was there before it. */
  readonly isReplyInExistingThread: boolean;
  /** That conversation is the one in which the ticket was created (D2). */
  readonly isOriginThread: boolean;
  /** An incoming mail's sender is a customer: none of the desk's own addresses and users. */
  readonly senderIsContact: boolean;
  /** D9: the sender is no participant, the mail went into a side conversation. */
  readonly side: boolean;
  /** An old mail that is taken in only now: its ticket got to where it is after the mail was written. */
  readonly overtaken?: boolean;
  readonly nowEpochMs: number;
};

/** @rule D1, D2, D3, D4, D5, D6, D10 */
export function emailVerdict(facts: EmailFacts): EmailVerdict {
  return facts.direction === "incoming" ? incomingVerdict(facts) : outgoingVerdict(facts);
}

function incomingVerdict(facts: EmailFacts): EmailVerdict {
  // D7 comes first: what no person wrote triggers nothing, not even a reopening.
  const automatic = automaticReason(facts.classification);
  if (automatic !== null) return noChange("D7", automatic);
  if (!facts.senderIsContact) return noChange("D7", "own-address");
  if (facts.side) return noChange("D9", "side-conversation");
  if (facts.isNewsletter && facts.ticketState === null) return noChange("D7", "list");
  // A forward that opens a thread is a new request like any other; D5 speaks of the status of a ticket that is there.
  if (!facts.isReplyInExistingThread) {
    return facts.ticketState === null ? { kind: "new-conversation", rule: "B1" } : noChange("D5", "not-a-reply");
  }
  if (facts.classification.forwarded) return noChange("D5", "forwarded");
  if (facts.answersForward) return noChange("D5", "reply-to-forwarded");
  if (facts.ticketState === null) return noChange("B1", "no-ticket");
  if (facts.overtaken) return noChange(facts.ticketState === "closed" ? "D6" : "D2", "overtaken");
  if (facts.ticketState === "closed") return replyToClosed(facts);
  if (facts.isOriginThread) return { kind: "customer-replied", rule: "D2" };
  return facts.wasReopened ? { kind: "customer-replied", rule: "D4" } : noChange("D2", "later-thread");
}

function outgoingVerdict(facts: EmailFacts): EmailVerdict {
  switch (facts.sentFrom) {
    case "personal-mailbox":
      return noChange("D5", "personal-mailbox");
    case "contact":
      return noChange("D3", "contact-record");
    case "inbox":
      return noChange("B1", "no-ticket");
    case null:
      return noChange("D7", "own-address");
    case "ticket":
      break;
    default:
      return assertNever(facts.sentFrom);
  }
  // What is sent from the ticket record was made here: `automatic` says that a workflow wrote it, not that its address is an own one.
  if (facts.classification.automatic) return noChange("D7", "automatic");
  if (facts.side) return noChange("D9", "side-conversation");
  if (facts.classification.forwarded) return noChange("D5", "forwarded");
  if (facts.ticketState === null) return noChange("B1", "no-ticket");
  return facts.ticketState === "open" ? { kind: "sent-to-customer", rule: "D1" } : noChange("D1", "ticket-closed");
}

/** D6 and D10. A closing whose time nobody knows counts as recent: reopening loses nothing. */
function replyToClosed({ reopenPolicy, closedAtEpochMs, nowEpochMs }: EmailFacts): EmailVerdict {
  if (reopenPolicy.kind === "first-open-stage") return { kind: "reopened", rule: "D6" };
  const inTime = closedAtEpochMs === null || nowEpochMs - closedAtEpochMs <= reopenPolicy.days * DAY_MS;
  return inTime ? { kind: "reopened", rule: "D10" } : { kind: "new-linked-ticket", rule: "D10" };
}

/** The most telling of the signs; `automatic` covers all others: auto-replies, receipts, complaints. */
function automaticReason(classification: Classification): NoChangeReason | null {
  if (classification.bounce) return "bounce";
  if (classification.fromOwnAddress) return "own-address";
  return isByMachine(classification) ? "automatic" : null;
}

function noChange(rule: Extract<EmailVerdict, { kind: "no-change" }>["rule"], reason: NoChangeReason): EmailVerdict {
  return { kind: "no-change", rule, reason };
}
