/** The ticket that a message begins: its pipeline and stage by the channel (B1), whose it is (D8b), and which one it follows (D10). */
import type { Message } from "#shared/model/message.ts";
import { MAX_TICKET_SUBJECT_CHARACTERS } from "#shared/model/ticket.ts";
import { customerOrSender } from "#shared/rules/email/customer.ts";
import { startStage, targetStage } from "#shared/rules/pipeline-rules/start-stage.ts";
import type { DeskContext } from "../context.ts";
import { contactOf } from "../people.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { newTicketDraft } from "../ticket-changes/new-ticket.ts";
import { draftOf, type ChangeOrigin, type TicketDraft } from "../ticket-changes/ticket-draft.ts";

const NO_SUBJECT = "(no subject)";

export async function newTicketOf(
  context: DeskContext,
  piece: PieceOfWork,
  message: Message,
  origin: ChangeOrigin,
): Promise<TicketDraft> {
  const channel = message.channelId === null ? null : context.setup.find("channel", message.channelId);
  const pipelineOfChannel = channel ? context.setup.find("pipeline", channel.pipelineId) : null;
  const previous = message.placement.followsTicketId
    ? await piece.tickets.get(message.placement.followsTicketId)
    : null;
  const pipeline =
    (previous ? context.setup.find("pipeline", previous.pipelineId) : null) ??
    pipelineOfChannel ??
    context.setup.pipelines()[0];
  if (!pipeline || message.ticketId === null) throw new TypeError("A ticket needs a pipeline and an id.");
  const stage = channel?.pipelineId === pipeline.id ? targetStage(pipeline, channel.stageId) : startStage(pipeline);
  const who = customerOrSender(message);
  const contact = who.address === "" ? null : await contactOf(piece.people, who, origin);
  const draft = newTicketDraft(
    {
      id: message.ticketId,
      ...(await context.numbers.take(piece)),
      subject: subjectOf(message),
      pipeline,
      stageId: stage.id,
      source: "email",
      contactId: contact?.id ?? null,
      channelId: message.channelId,
      originConversationId: message.conversationId,
      ownerId: previous?.ownerId ?? null,
    },
    origin,
  );
  if (previous) {
    draft.set({ links: [{ ticketId: previous.id, relation: "follows" }] });
    draft.emit({ type: "ticket.linked", ticketId: previous.id, relation: "follows" }, { kind: "rule", rule: "D10" });
  }
  return draft;
}

/** The ticket that was closed for good names the one that follows it. */
export async function linkPredecessor(piece: PieceOfWork, message: Message, origin: ChangeOrigin): Promise<void> {
  const previous = message.placement.followsTicketId
    ? await piece.tickets.get(message.placement.followsTicketId)
    : null;
  if (!previous || message.ticketId === null) return;
  const draft = draftOf(previous, origin);
  draft.set({ links: [...previous.links, { ticketId: message.ticketId, relation: "followed-by" }] });
  draft.emit(
    { type: "ticket.linked", ticketId: message.ticketId, relation: "followed-by" },
    { kind: "rule", rule: "D10" },
  );
  await piece.change(draft);
}

/** A mail's subject may be longer than a ticket's. */
function subjectOf({ subject }: Message): string {
  const words = subject.trim();
  if (words.length <= MAX_TICKET_SUBJECT_CHARACTERS) return words || NO_SUBJECT;
  return `${words.slice(0, MAX_TICKET_SUBJECT_CHARACTERS - 1).toWellFormed()}…`;
}
