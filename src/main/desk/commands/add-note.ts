import { MessageId, type TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { Actor, DeskContext } from "../context.ts";
import { messageIdOfDraft, timedId } from "../derived-ids.ts";
import { messageWrittenHere } from "../messages-written-here.ts";
import { draftSent } from "../outgoing/sent-draft.ts";
import type { TicketDraft } from "../ticket-changes/ticket-draft.ts";
import { changeTicket } from "./command.ts";

/**
 * Adds an internal note: customers never see it and no status follows from it.
 * @param draftId what names the draft that this was: it becomes one note, however often it is handed in
 * @throws PD_DESK_NOT_FOUND, PD_DRAFT_SENT where the note that it became says something else
 */
export async function addNote(
  context: DeskContext,
  actor: Actor,
  id: TicketId,
  text: string,
  draftId?: string,
): Promise<Message> {
  let note: Message | undefined;
  await changeTicket(context, actor, id, async (draft, piece) => {
    const noteId = draftId === undefined ? undefined : messageIdOfDraft(draftId, actor.user.id);
    const before = noteId === undefined ? null : await piece.messages.get(noteId);
    if (before && (before.kind !== "note" || before.text !== text)) throw draftSent(before.id);
    note = before ?? addNoteTo(draft, piece, actor, text, noteId);
  });
  if (!note) throw new TypeError("A note was not made.");
  return note;
}

export function addNoteTo(draft: TicketDraft, piece: PieceOfWork, actor: Actor, text: string, id?: MessageId): Message {
  const { ticket, origin } = draft;
  const note = messageWrittenHere({
    id: id ?? MessageId.parse(timedId("m", origin.atEpochMs, ticket.id, origin.nextStamp())),
    kind: "note",
    direction: "internal",
    conversationId: null,
    ticketId: ticket.id,
    channelId: null,
    authorId: actor.user.id,
    sentFrom: null,
    from: { name: actor.user.name, address: actor.user.address },
    text,
    atEpochMs: origin.atEpochMs,
  });
  piece.messages.add(note);
  draft.emit({ type: "note.added", messageId: note.id });
  return note;
}
