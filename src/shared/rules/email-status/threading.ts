/**
 * Which conversation an incoming mail belongs to (D9). The store looks up what the mail's ids might mean; this decides what counts.
 *
 * Evidence, strongest first: In-Reply-To; References from the newest to the oldest; a subject token that the desk signed; a known message
 * of the same thread whose common parent the desk never saw (`sibling`); a known answer to this very mail, which arrived first (`child`).
 * The first that leads to a known conversation decides. An id in the desk's own format that the desk did not sign is no evidence, wherever
 * it stands and whatever the store knows under it.
 *
 * Who may join: participants of the conversation, the desk's own addresses, and whoever writes through the mailing list that carries it.
 * Anybody else, however good the evidence, opens a side conversation with a notice. A delivery report is from a machine that nobody wrote
 * to: it joins where it answers an id that the desk signed.
 */
import { isSameMailbox } from "../email/mailbox-address.ts";
import type { ConversationId, TicketId } from "../../model/ids.ts";

/** A stored message that the mail's ids lead to. Ids are without angle brackets. */
export type KnownMessage = {
  readonly rfcMessageId: string;
  readonly conversationId: ConversationId;
  /** `parent`: the mail names it; `sibling`: both name the same root or parent; `child`: it names the mail. */
  readonly relation: "parent" | "sibling" | "child";
};

export type CandidateConversation = {
  readonly id: ConversationId;
  readonly ticketId: TicketId | null;
  readonly participants: readonly string[];
  readonly listId: string | null;
};

export type ThreadInput = {
  readonly mail: {
    readonly messageId: string | null;
    readonly inReplyTo: readonly string[];
    /** Oldest first, as in the header. */
    readonly references: readonly string[];
    /** Address of the sender; '' where there is none. */
    readonly from: string;
    readonly listId: string | null;
    /** A delivery status notification (D7). Its original's id counts as one of `references`. */
    readonly isBounce: boolean;
  };
  /** What `verifyMessageIdToken` said of an id of the mail or of a known message; absent means `foreign`. */
  readonly ownIds: ReadonlyMap<string, "verified" | "forged">;
  /** The mail's subject token: where its ticket's thread is; `forged` also for a signed one whose ticket is unknown. Null: it has none. */
  readonly subjectToken:
    | { readonly kind: "forged" }
    | { readonly kind: "verified"; readonly conversationId: ConversationId }
    | null;
  readonly known: readonly KnownMessage[];
  /** At least those that `known` and the subject token name; what is not here does not exist. */
  readonly conversations: readonly CandidateConversation[];
  readonly ownAddresses: readonly string[];
};

export type Evidence = "in-reply-to" | "references" | "subject-token" | "sibling" | "child";

export type ThreadDecision =
  | { readonly kind: "existing"; readonly conversationId: ConversationId; readonly by: Evidence }
  /** The same stranger and conversation shall lead to the same side conversation. `address` is in lower case. */
  | { readonly kind: "side"; readonly ofConversationId: ConversationId; readonly address: string }
  /** `forged`: the mail bears what looks like the desk's signature and is not, or not of anything it knows. */
  | { readonly kind: "new"; readonly forged: boolean };

type Match = { readonly conversation: CandidateConversation; readonly by: Evidence; readonly signed: boolean };

/** @rule D9 */
export function decideThread(input: ThreadInput): ThreadDecision {
  const match = findMatch(input);
  if (match === undefined) return { kind: "new", forged: claimsToBeOurs(input) };
  if (mayJoin(match, input)) return { kind: "existing", conversationId: match.conversation.id, by: match.by };
  return { kind: "side", ofConversationId: match.conversation.id, address: input.mail.from.toLowerCase() };
}

function findMatch(input: ThreadInput): Match | undefined {
  const { mail, known, subjectToken } = input;
  const parents = known.filter((message) => message.relation === "parent");
  const named: [Evidence, readonly string[]][] = [
    ["in-reply-to", mail.inReplyTo],
    ["references", mail.references.toReversed()],
  ];
  for (const [by, ids] of named) {
    for (const id of ids) {
      const conversation = conversationOf(
        parents.filter((message) => message.rfcMessageId === id),
        input,
      );
      if (conversation !== undefined) return { conversation, by, signed: input.ownIds.get(id) === "verified" };
    }
  }
  if (subjectToken?.kind === "verified") {
    const conversation = input.conversations.find(({ id }) => id === subjectToken.conversationId);
    if (conversation !== undefined) return { conversation, by: "subject-token", signed: true };
  }
  for (const relation of ["sibling", "child"] as const) {
    const conversation = conversationOf(
      known.filter((message) => message.relation === relation),
      input,
    );
    if (conversation !== undefined) return { conversation, by: relation, signed: false };
  }
  return undefined;
}

/** Of several (one id can be borne by two messages) the one that the sender takes part in, then the smallest id: the same on every device. */
function conversationOf(messages: readonly KnownMessage[], input: ThreadInput): CandidateConversation | undefined {
  const ids = new Set(
    messages
      .filter(({ rfcMessageId }) => input.ownIds.get(rfcMessageId) !== "forged")
      .map(({ conversationId }) => conversationId),
  );
  const candidates = input.conversations.filter(({ id }) => ids.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return candidates.find((conversation) => takesPart(conversation, input)) ?? candidates[0];
}

function mayJoin(match: Match, input: ThreadInput): boolean {
  return takesPart(match.conversation, input) || (input.mail.isBounce && match.signed);
}

function takesPart(conversation: CandidateConversation, { mail, ownAddresses }: ThreadInput): boolean {
  const from = mail.from.toLowerCase();
  if (mail.listId !== null && mail.listId === conversation.listId) return true;
  return (
    from !== "" && (ownAddresses.includes(from) || conversation.participants.some((one) => isSameMailbox(one, from)))
  );
}

/** Nothing led anywhere: whatever in the mail bears the desk's format is then forged, or of something the desk does not know. */
function claimsToBeOurs({ mail, ownIds, subjectToken }: ThreadInput): boolean {
  return subjectToken !== null || [...mail.inReplyTo, ...mail.references].some((id) => ownIds.has(id));
}
