import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import { TicketId, type ConversationId, type PipelineId, type StageId } from "#shared/model/ids.ts";
import type { EditableTicketProperties, Ticket } from "#shared/model/ticket.ts";
import { checkCreate } from "#shared/rules/pipeline-rules/check-create.ts";
import { customerOrSender } from "#shared/rules/email/customer.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { startStage } from "#shared/rules/pipeline-rules/start-stage.ts";
import { requireAssignable } from "../assignable.ts";
import type { Actor, DeskContext } from "../context.ts";
import { idBeside } from "../derived-ids.ts";
import { ownAddressesOf } from "../own-addresses.ts";
import { contactOf, normalAddress } from "../people.ts";
import { refusalOf, requireStayingStage } from "../ticket-changes/move-ticket.ts";
import type { OwnValuesPatch } from "#shared/model/setup/property.ts";
import { requireValues } from "../own-values.ts";
import { newTicketDraft } from "../ticket-changes/new-ticket.ts";
import { moveActorOf, originOf, ticketAfter } from "./command.ts";

export type TicketOfConversationInput = {
  readonly id: ConversationId;
  readonly pipelineId: PipelineId;
  readonly stageId?: StageId | undefined;
  /** G4: what the stage requires and a conversation can't tell. */
  readonly properties?:
    | ({
        readonly [Name in "subject" | "priority" | "ownerId" | "dueAtEpochMs" | "tags"]?:
          | EditableTicketProperties[Name]
          | undefined;
      } & { /** Of the desk's own properties. */ readonly values?: OwnValuesPatch | undefined })
    | undefined;
};

/**
 * B2: makes a ticket by hand of a conversation that has none. @throws PD_INPUT_INVALID where it has one, PD_RULE_REFUSED (G3, G4)
 * @rule B2
 */
export async function createTicketOfConversation(
  context: DeskContext,
  actor: Actor,
  input: TicketOfConversationInput,
): Promise<Ticket> {
  const known = await context.store.conversations.get(input.id);
  const id = ticketIdOf(known ?? { id: input.id });
  const {
    subject: givenSubject,
    priority = null,
    ownerId = null,
    dueAtEpochMs = null,
    tags = [],
  } = input.properties ?? {};
  requireAssignable(context.setup, ownerId);
  const values = requireValues(context.setup, input.properties?.values ?? {});
  return ticketAfter(context, id, async (piece) => {
    // Asked when its turn has come: while it waited, a status may have been deleted.
    const pipeline = context.setup.require("pipeline", input.pipelineId);
    const stage = input.stageId ? requireStayingStage(pipeline, input.stageId) : startStage(pipeline);
    const conversation = await piece.conversations.get(input.id);
    if (!conversation) throw notFound("conversation", input.id);
    if (conversation.ticketId !== null) {
      throw new PipedeskError("PD_INPUT_INVALID", "This conversation has a ticket already.", {
        details: { what: "ticket", id: conversation.ticketId },
      });
    }
    const messages = await context.store.messages.find({
      selector: { conversationId: input.id },
      sort: [{ atEpochMs: "asc" }, { id: "asc" }],
    });
    const subject = givenSubject ?? (conversation.subject.trim() || "(no subject)");
    const verdict = checkCreate({
      pipeline,
      stageId: stage.id,
      ticket: { subject, priority, ownerId, dueAtEpochMs, tags, values },
      actor: moveActorOf(actor),
    });
    if (!verdict.allowed) throw refusalOf(verdict);

    const origin = originOf(context, actor);
    const incoming = messages.filter(({ direction }) => direction === "incoming");
    const writer = incoming.find(({ from }) => from.address !== "");
    const who = writer ? customerOrSender(writer) : null;
    const isOwn = who !== null && ownAddressesOf(context.setup).has(normalAddress(who.address));
    const contact = who === null || isOwn ? null : await contactOf(piece.people, who, origin);
    const draft = newTicketDraft(
      {
        id,
        ...(await context.numbers.take(piece)),
        subject,
        pipeline,
        stageId: stage.id,
        source: "email",
        contactId: contact?.id ?? null,
        channelId: conversation.channelId,
        originConversationId: conversation.id,
        priority,
        ownerId,
        dueAtEpochMs,
        tags,
        values,
      },
      origin,
    );
    draft.set({
      messageCount: messages.length,
      snippet: conversation.snippet,
      lastCustomerMessageAtEpochMs: incoming.at(-1)?.atEpochMs ?? null,
    });
    piece.conversations.put(touch(conversation, { ticketId: id }, origin.nextStamp(), ["participants"]));
    for (const message of messages) piece.messages.put({ ...message, ticketId: id });
    await piece.change(draft);
  });
}

/** A conversation makes one ticket, on whichever device and however often its mail comes in (H4); one that was taken out of a ticket makes another than that. */
export function ticketIdOf({ id, takenFrom }: Pick<Conversation, "id" | "takenFrom">): TicketId {
  return TicketId.parse(takenFrom === undefined ? idBeside("t", id) : idBeside("t", id, "taken-out"));
}
