import { ConversationId, type TicketId } from "#shared/model/ids.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { EmailVerdict } from "#shared/model/email-verdict.ts";
import type { Message } from "#shared/model/message.ts";
import type { MailClassification, ParsedMail } from "#shared/model/mail.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { customerOf, type Customer } from "#shared/rules/email/customer.ts";
import { isSameMailbox } from "#shared/rules/email/mailbox-address.ts";
import { isThroughOwnListsOnly, withoutOwnTraces } from "#shared/rules/email/own-list.ts";
import { decideThread, type ThreadDecision } from "#shared/rules/email-status/threading.ts";
import { verifyMessageIdToken, verifySubjectToken, type Sign } from "#shared/rules/email-status/tokens.ts";
import { emailVerdict, type EmailFacts } from "#shared/rules/email-status/verdict.ts";
import { type Unsubscription, verifyUnsubscribeSubject } from "#shared/rules/marketing/unsubscribe-token.ts";
import { mayBecomeTicket } from "#shared/rules/inbox/filing.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import { ticketIdOf } from "#main/desk/commands/ticket-of-conversation.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { idBeside } from "#main/desk/derived-ids.ts";
import { addressesOfPerson, normalAddress, personOf } from "#main/desk/people.ts";
import { standingTicket } from "#main/desk/ticket-changes/merged-ticket.ts";
import { customerFacts, isDesksPlace, isToDesk, type DeskSide } from "./desk-side.ts";
import type { IncomingMail } from "./incoming-mail.ts";
import { namedIds, senderOf, type ThreadIndex, type ThreadLink } from "./thread-candidates.ts";
import type { KnownMails } from "./known-mails.ts";

export type Placement = Pick<Message, "conversationId" | "ticketId" | "verdict" | "placement" | "customer"> &
  Partial<Pick<Message, "classification">> & {
    /** E4: who asks for no more marketing with it. */
    readonly unsubscribes?: Unsubscription;
  };

export type PlacingTools = {
  readonly context: DeskContext;
  readonly batch: PieceOfWork;
  readonly knownMails: KnownMails;
  readonly threads: ThreadIndex;
  readonly side: DeskSide;
  readonly ownDomains: readonly string[];
  readonly sign: Sign;
};

/** Newest tickets in a row that each followed the one before (D10) that a reply is taken along. */
const MAX_FOLLOWED = 50;

/** Decides where a mail belongs (D9) and what it means for its ticket (D2 to D10). Writes nothing. */
export async function placeMail(
  tools: PlacingTools,
  message: Pick<Message, "id">,
  { read, channel, atEpochMs, isHistory = false, createTickets = channel.createTickets }: IncomingMail,
): Promise<Placement> {
  if (read.kind !== "parsed") return newConversation(message, null, null);
  const { mail } = read;
  const unsubscription = mail.classification.bounce ? null : verifyUnsubscribeSubject(mail.subject, tools.sign);
  if (unsubscription !== null) return placeUnsubscription(tools, message, mail, unsubscription);
  const customer = customerOf(customerFacts(tools.side, mail, channel.form ?? null));
  const decision = await thread(tools, mail, customer);
  const classification = classificationAtDesk(tools.side, mail, customer);
  const isOwn = mail.classification.fromOwnAddress || tools.side.own.has(senderOf(mail).address);
  const senderIsOwn = isOwn && customer === null;
  const found = decision.kind === "new" ? null : await currentThread(tools, decision);

  const facts: EmailFacts = {
    direction: "incoming",
    sentFrom: null,
    classification,
    answersForward: mail.classification.replyToForwarded && (await answersForward(tools, mail)),
    isNewsletter: mail.classification.list && !isToDesk(tools.side, mail),
    isReplyInExistingThread: decision.kind === "existing" && found !== null,
    isOriginThread: found !== null && isOriginThread(found),
    senderIsContact: !senderIsOwn,
    side: decision.kind === "side",
    overtaken: isHistory && (found?.ticket?.stageEnteredAtEpochMs ?? 0) > atEpochMs,
    ...ticketFacts(tools.context, found?.ticket ?? null),
    nowEpochMs: atEpochMs,
  };
  const verdict = emailVerdict(facts);

  const whose = { ...(customer === null ? {} : { customer: customer.who }), classification };
  if (!found) {
    const writer = await personOf(tools.batch.people, (customer?.who ?? senderOf(mail)).address);
    const isBlocked = typeof writer?.blockedAtEpochMs === "number";
    const createsTicket = verdict.kind === "new-conversation" && createTickets && !isBlocked;
    return { ...newConversation(message, verdict, createsTicket ? "own" : null), ...whose };
  }
  if (decision.kind === "side") {
    const id = ConversationId.parse(idBeside("c", found.conversation.id, decision.address));
    return {
      conversationId: id,
      ticketId: found.conversation.ticketId,
      verdict,
      placement: { kind: "side", followsTicketId: null },
      ...whose,
    };
  }
  if (verdict.kind === "new-linked-ticket" && found.ticket)
    return { ...newConversation(message, verdict, "own", found.ticket.id), ...whose };
  return { ...existingConversation(found.conversation, verdict, createTickets && !senderIsOwn), ...whose };
}

/**
 * The mail that an unsubscribe link wrote: no person did, so it triggers nothing and makes no ticket (D7). It belongs to the mail that had the link.
 * @rule E4
 */
async function placeUnsubscription(
  { batch }: PlacingTools,
  message: Pick<Message, "id">,
  { classification }: ParsedMail,
  unsubscribes: Unsubscription,
): Promise<Placement> {
  const verdict = { kind: "no-change", rule: "D7", reason: "unsubscribed" } as const;
  const sent = await batch.messages.get(unsubscribes.messageId);
  const conversation = sent?.conversationId ? await batch.conversations.get(sent.conversationId) : null;
  const place = conversation
    ? existingConversation(conversation, verdict, false)
    : newConversation(message, verdict, null);
  return {
    ...place,
    classification: { ...classification, automatic: true, autoReply: true, reason: "the link to unsubscribe" },
    unsubscribes,
  };
}

/** What the desk knows of itself besides: whoever writes through its own address, as a form does, its group or a colleague who passes something on, is a person all the same. */
function classificationAtDesk(side: DeskSide, mail: ParsedMail, customer: Customer | null): MailClassification {
  const writer = (customer?.who ?? senderOf(mail)).address;
  const asWritten = customer === null ? mail.classification : { ...mail.classification, fromOwnAddress: false };
  return withoutOwnTraces(asWritten, { ...mail, writer }, (address) => isDesksPlace(side, address));
}

/** What one channel of the desk wrote to another begins a conversation there: it makes no ticket, and is seen (D7, B2). */
export function placeOwnMail(message: Pick<Message, "id">): Placement {
  return newConversation(message, { kind: "no-change", rule: "D7", reason: "own-address" }, null);
}

function newConversation(
  message: Pick<Message, "id">,
  verdict: EmailVerdict | null,
  ticket: "own" | null,
  followsTicketId: TicketId | null = null,
): Placement {
  const conversationId = ConversationId.parse(idBeside("c", message.id));
  return {
    conversationId,
    ticketId: ticket === "own" ? ticketIdOf({ id: conversationId }) : null,
    verdict,
    placement: { kind: "new", followsTicketId },
  };
}

/** A thread that began without a ticket (a machine or the desk itself opened it) gets one when a person first writes in it. */
function existingConversation(conversation: Conversation, verdict: EmailVerdict, createTickets: boolean): Placement {
  const isFirstOfAPerson =
    verdict.kind === "no-change" && verdict.reason === "no-ticket" && createTickets && mayBecomeTicket(conversation);
  return {
    conversationId: conversation.id,
    ticketId: conversation.ticketId ?? (isFirstOfAPerson ? ticketIdOf(conversation) : null),
    verdict: isFirstOfAPerson ? { kind: "new-conversation", rule: "B1" } : verdict,
    placement: { kind: "existing", followsTicketId: null },
  };
}

async function thread(tools: PlacingTools, mail: ParsedMail, customer: Customer | null): Promise<ThreadDecision> {
  const { batch, threads, side, ownDomains, sign } = tools;
  const writer = customer && customer.by !== "forward" ? customer.who : senderOf(mail);
  const from = normalAddress(writer.address);
  const links: ThreadLink[] = threads.linksOf(mail);
  const ownIds = new Map<string, "verified" | "forged">();
  for (const id of [...namedIds(mail), ...links.map(({ rfcMessageId }) => rfcMessageId)]) {
    const verdict = verifyMessageIdToken(id, ownDomains, sign);
    if (verdict !== "foreign") ownIds.set(id, verdict);
  }
  const subjectToken = await subjectTokenOf(tools, mail);
  const ids = links.map(({ conversationId }) => conversationId);
  if (subjectToken?.kind === "verified") ids.push(subjectToken.conversationId);
  const conversations: Conversation[] = [];
  for (const id of new Set(ids)) {
    const conversation = await batch.conversations.get(id);
    if (conversation) conversations.push(conversation);
  }
  const original = mail.bounceDetails?.originalMessageId;
  const input = {
    mail: {
      messageId: mail.messageId,
      inReplyTo: mail.inReplyTo,
      references: original ? [...mail.references, original] : mail.references,
      from,
      // All customers write through the desk's own: that makes nobody a participant.
      listId: isThroughOwnListsOnly(mail.headers, (address) => isDesksPlace(side, address)) ? null : mail.listId,
      isBounce: mail.classification.bounce,
    },
    ownIds,
    subjectToken,
    known: links,
    conversations,
    ownAddresses: side.own.has(from) ? [from] : [],
  };
  const decision = decideThread(input);
  if (decision.kind !== "side") return decision;
  // Forms hang the mails of all their visitors to one another; only what the desk signed came from it.
  const isSigned = subjectToken?.kind === "verified" || namedIds(mail).some((id) => ownIds.get(id) === "verified");
  if (customer?.by === "form" && !isSigned) return { kind: "new", forged: false };
  const joined = conversations.find(({ id }) => id === decision.ofConversationId);
  const known =
    joined &&
    ((await otherAddressOf(tools, joined, writer.address)) ?? (await participantNamed(tools, joined, writer.name)));
  return known ? decideThread({ ...input, mail: { ...input.mail, from: known } }) : decision;
}

/** Mail from any of a contact's addresses is theirs (D8b). */
async function otherAddressOf(
  { batch }: PlacingTools,
  { participants }: Conversation,
  address: string,
): Promise<string | null> {
  const all = await addressesOfPerson(batch.people, address);
  return all.find((one) => participants.some((participant) => isSameMailbox(participant, one))) ?? null;
}

/** A customer who answers from another mailbox of theirs: the name tells, on a mail that answers one of the thread. A first name alone tells nobody apart. */
async function participantNamed(
  { batch }: PlacingTools,
  { participants }: Conversation,
  name: string,
): Promise<string | null> {
  const wanted = name.trim().toLowerCase();
  if (!/\p{L}\s+\S*\p{L}/u.test(wanted)) return null;
  for (const address of participants) {
    const person = await personOf(batch.people, address);
    if (person?.name.trim().toLowerCase() === wanted) return address;
  }
  return null;
}

async function subjectTokenOf({ context, batch, sign }: PlacingTools, mail: ParsedMail) {
  const token = verifySubjectToken(mail.subject, sign);
  if (token.kind === "none") return null;
  if (token.kind === "forged") return { kind: "forged" as const };
  const [stored] = await context.store.tickets.find({ selector: { number: token.ticketNumber }, limit: 1 });
  const ticket = stored ? await batch.tickets.get(stored.id) : null;
  return ticket?.originConversationId
    ? { kind: "verified" as const, conversationId: ticket.originConversationId }
    : { kind: "forged" as const };
}

type FoundThread = { readonly conversation: Conversation; readonly ticket: Ticket | null };

/** The thread that was found or, where its ticket was followed by newer ones (D10), the thread of the newest. */
async function currentThread(
  { batch }: PlacingTools,
  decision: Exclude<ThreadDecision, { kind: "new" }>,
): Promise<FoundThread | null> {
  let conversation = await batch.conversations.get(
    decision.kind === "side" ? decision.ofConversationId : decision.conversationId,
  );
  if (!conversation) return null;
  const get = (id: TicketId) => batch.tickets.get(id);
  const standing = async (ticket: Ticket | null) => ticket && standingTicket(ticket, get);
  let ticket = await standing(conversation.ticketId ? await get(conversation.ticketId) : null);
  for (let step = 0; ticket && step < MAX_FOLLOWED; step += 1) {
    const link = ticket.links.find(({ relation }) => relation === "followed-by");
    const next = link ? await batch.tickets.get(link.ticketId) : null;
    const nextThread = next?.originConversationId ? await batch.conversations.get(next.originConversationId) : null;
    if (!next || !nextThread) break;
    ticket = await standing(next);
    conversation = nextThread;
  }
  return { conversation, ticket };
}

/** H5: in a merged thread a reply counts as one in the thread in which the ticket began. */
function isOriginThread({ ticket, conversation }: FoundThread): boolean {
  const cameByMerging = conversation.kind === "thread" && (conversation.mergedFrom ?? []).length > 0;
  return ticket !== null && (ticket.originConversationId === conversation.id || cameByMerging);
}

function ticketFacts(
  { setup }: DeskContext,
  ticket: Ticket | null,
): Pick<EmailFacts, "ticketState" | "wasReopened" | "reopenPolicy" | "closedAtEpochMs"> {
  if (!ticket)
    return { ticketState: null, wasReopened: false, reopenPolicy: { kind: "first-open-stage" }, closedAtEpochMs: null };
  const pipeline = setup.find("pipeline", ticket.pipelineId);
  return {
    ticketState: (pipeline ? stageOf(pipeline, ticket.stageId)?.kind : undefined) ?? "open",
    wasReopened: ticket.wasReopened,
    reopenPolicy: pipeline?.reopen ?? { kind: "first-open-stage" },
    closedAtEpochMs: ticket.closedAtEpochMs ?? ticket.stageEnteredAtEpochMs,
  };
}

/** A mail that a user passed on from a ticket comes back with an answer. */
async function answersForward({ context }: PlacingTools, { inReplyTo }: ParsedMail): Promise<boolean> {
  const answered = await context.store.messages.find({ selector: { rfcMessageId: { $in: [...inReplyTo] } } });
  return answered.some(({ direction, classification }) => direction === "outgoing" && classification.forwarded);
}
