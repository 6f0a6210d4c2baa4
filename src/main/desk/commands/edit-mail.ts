import type { OutgoingContent } from "#shared/contract/outgoing.ts";
import type { OutboxItemId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { UNDO_WINDOW_MS } from "#shared/rules/outbox/limits.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { Actor, DeskContext } from "../context.ts";
import { answerParts, ADDED_HTML_PATTERN, type AddedPart } from "../outgoing/added-parts.ts";
import { requireSendable, storedAttachments } from "../outgoing/attachments.ts";
import { newestStampOf } from "../outgoing/newest-stamp.ts";
import { changeItem, reduceOrGone, requireMailOf } from "../outgoing/change-item.ts";
import { unsubscribePart } from "../outgoing/unsubscribe.ts";
import { htmlOfText } from "../outgoing/text-and-html.ts";
import { inBothForms, writeContent } from "../outgoing/write-content.ts";
import { onceEach, sizeOf } from "../outgoing/compose-message.ts";

export type EditedMail = Omit<OutgoingContent, "sendAtEpochMs" | "draftId">;

/**
 * Gives a waiting mail another content; its Message-ID, its thread and its place in the order stay. Without `to` or `subject` those stay too.
 * @throws PD_DESK_NOT_FOUND, PD_OUTBOX_GONE once it is going out, PD_INPUT_INVALID, PD_INPUT_TOO_LARGE
 */
export async function editMail(
  context: DeskContext,
  _actor: Actor,
  id: OutboxItemId,
  content: EditedMail,
): Promise<Message> {
  let edited: Message | undefined;
  await changeItem(context, id, async (piece, item) => {
    const nowEpochMs = context.clock.nowEpochMs();
    const basisStamp =
      content.basisStamp ?? (item.ticketId === null ? "" : await newestStampOf(context, item.ticketId));
    // A new look at it, so a new undo window; what a person has put off stays put off.
    const notBeforeEpochMs = Math.max(item.notBeforeEpochMs, nowEpochMs + UNDO_WINDOW_MS);
    const next = reduceOrGone(item, { type: "edited", notBeforeEpochMs, basisStamp });
    const message = await requireMailOf(piece, item);
    edited = await withContent(context, piece, message, content);
    const { cause: _cause, ...kept } = message.outgoing ?? { invented: false };
    edited = { ...edited, outgoing: { ...kept, basisStamp } };
    piece.messages.put(edited);
    return next;
  });
  if (!edited) throw new TypeError("A mail was not edited.");
  return edited;
}

async function withContent(
  context: DeskContext,
  piece: PieceOfWork,
  message: Message,
  content: EditedMail,
): Promise<Message> {
  const { store } = context;
  const isForward = message.classification.forwarded;
  const added = isForward ? [await addedBefore(context, message)] : await addedAnew(context, piece, message, content);
  const needsHtml = (isForward && message.html !== null) || message.outgoing?.marketingTo !== undefined;
  const { html } = needsHtml ? inBothForms(content) : content;
  const written = await writeContent(store, { text: content.text, html }, added, {
    mayBeEmpty: isForward || content.attachments.length > 0,
  });
  // Pictures inside what is passed on belong to it and not to the new words.
  const kept = isForward ? message.attachments.filter(({ inline }) => inline) : [];
  const given = await storedAttachments(store, content.attachments);
  const names = new Set(given.map(({ contentId }) => contentId));
  const attachments = [...given, ...kept.filter(({ contentId }) => !names.has(contentId))];
  requireSendable([written.text, written.html], attachments);
  return {
    ...message,
    ...written,
    ...onceEach({ to: content.to ?? message.to, cc: content.cc, bcc: content.bcc }),
    subject: content.subject ?? message.subject,
    attachments,
    sizeBytes: sizeOf(written, attachments),
  };
}

/** What stood under the words of a forward stands there again: the original is not part of what is edited. */
async function addedBefore({ store }: DeskContext, message: Message): Promise<AddedPart> {
  const text = message.text.slice(message.visibleText.length).trim();
  const html = message.htmlBlobId
    ? new TextDecoder().decode(await store.files.read(message.htmlBlobId))
    : (message.html ?? "");
  const start = html.search(ADDED_HTML_PATTERN);
  return { text, html: start < 0 ? htmlOfText(text) : html.slice(start) };
}

async function addedAnew(
  { store, setup }: DeskContext,
  piece: PieceOfWork,
  message: Message,
  content: Pick<OutgoingContent, "quote" | "text" | "html">,
): Promise<AddedPart[]> {
  const channel = message.channelId ? setup.find("channel", message.channelId) : null;
  const parts = await answerParts(store, {
    channel,
    writer: message.authorId === null ? null : setup.find("user", message.authorId),
    content,
    quoted: content.quote ? await parentOf(store, piece, message) : null,
  });
  const contactId = message.outgoing?.marketingTo;
  if (contactId === undefined) return parts;
  const mail = { messageId: message.id, contactId };
  return [...parts, unsubscribePart(setup, mail, channel?.address ?? "", content.text)];
}

async function parentOf(
  { messages }: DeskContext["store"],
  piece: PieceOfWork,
  { parentRfcId, conversationId }: Message,
): Promise<Message | null> {
  if (parentRfcId === "") return null;
  const [parent] = await messages.find({ selector: { rfcMessageId: parentRfcId, conversationId }, limit: 1 });
  return parent ? piece.messages.get(parent.id) : null;
}
