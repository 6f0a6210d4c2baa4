import { MessageId, type TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { MAX_FOLLOWERS } from "#shared/model/ticket.ts";
import { hasLeft } from "#shared/rules/access/roles.ts";
import { mentionsIn } from "#shared/rules/mentions.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { Actor, DeskContext } from "../context.ts";
import { messageIdOfDraft, timedId } from "../derived-ids.ts";
import { messageWrittenHere } from "../messages-written-here.ts";
import { notify } from "../notifications/notify.ts";
import { draftSent } from "../outgoing/sent-draft.ts";
import { changeProperties } from "../ticket-changes/change-properties.ts";
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
    note = before ?? (await addNoteTo({ context, actor, piece }, draft, text, noteId));
  });
  if (!note) throw new TypeError("A note was not made.");
  return note;
}

export type NoteWork = { readonly context: DeskContext; readonly actor: Actor; readonly piece: PieceOfWork };

/** As much of a note as a notification shows. */
const TOLD_CHARACTERS = 200;

/** Adds a note to a draft. The colleagues whom it names are told, and follow the ticket from then on: what they were asked about goes on. */
export async function addNoteTo(
  { context, actor, piece }: NoteWork,
  draft: TicketDraft,
  text: string,
  id?: MessageId,
): Promise<Message> {
  const { ticket, origin } = draft;
  const users = context.setup.all("user").filter((user) => !hasLeft(user));
  const mentions = Array.from(new Set(mentionsIn(text, users).map(({ userId }) => userId)));
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
    ...(mentions.length === 0 ? {} : { mentions }),
  });
  piece.messages.add(note);
  draft.emit({ type: "note.added", messageId: note.id });
  const others = mentions.filter((userId) => userId !== actor.user.id);
  const followerIds = Array.from(new Set([...draft.ticket.followerIds, ...others])).slice(0, MAX_FOLLOWERS);
  if (others.length > 0) changeProperties(draft, { followerIds });
  for (const userId of others)
    await notify(context, piece.inboxItems, userId, {
      topic: "mentioned",
      ticketId: ticket.id,
      outboxItemId: null,
      channelId: null,
      about: actor.user.name,
      detail: text.slice(0, TOLD_CHARACTERS).toWellFormed(),
      occasion: [note.id],
    });
  return note;
}
