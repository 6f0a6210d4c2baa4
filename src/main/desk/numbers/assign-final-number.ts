import type { Message } from "#shared/model/message.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import type { DeskContext } from "../context.ts";
import { outboxItemIdOf } from "../derived-ids.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { provisionalMark } from "./provisional-mark.ts";

/**
 * Gives a ticket that a device numbered provisionally its final number, and puts that into texts that templates wrote meanwhile: notes, tasks, and what has not left the desk. It is no
 * event of the ticket: nothing is set off. On the server, with the piece of work in which the ticket arrives.
 * @returns the ticket as it is then; null: there is none
 */
export async function assignFinalNumber(
  context: DeskContext,
  piece: PieceOfWork,
  id: TicketId,
): Promise<Ticket | null> {
  const ticket = await piece.tickets.get(id);
  const mark = ticket && provisionalMark(ticket);
  if (!ticket || mark === null) return ticket;
  const { number } = await context.numbers.take(piece);
  if (number === null) return ticket;
  const numbered = touch(
    ticket,
    { number, provisionalNumber: undefined },
    context.nextStamp(),
    COLLECTIONS.tickets.sets,
  );
  piece.tickets.put(numbered);
  await putIntoTexts(context, piece, id, (text) => text.replaceAll(mark, String(number)));
  return numbered;
}

type Replace = (text: string) => string;

async function putIntoTexts(
  { store }: DeskContext,
  piece: PieceOfWork,
  ticketId: TicketId,
  replace: Replace,
): Promise<void> {
  const messages = await store.messages.find({ selector: { ticketId, direction: { $ne: "incoming" } } });
  await piece.outbox.load(messages.map((message) => outboxItemIdOf(message.id)));
  for (const message of messages) {
    const item = await piece.outbox.get(outboxItemIdOf(message.id));
    // What is with a server, or went, stays what it was.
    if (item !== null && item.state !== "queued" && item.state !== "held") continue;
    const next = withTexts(message, replace);
    if (next !== null) piece.messages.put(next);
  }
  for (const item of await store.inboxItems.find({ selector: { ticketId } })) {
    const words =
      item.kind === "task" ? { title: item.title, detail: item.detail } : { about: item.about, detail: item.detail };
    const after = Object.fromEntries(Object.entries(words).map(([name, text]) => [name, replace(text)]));
    if (JSON.stringify(after) !== JSON.stringify(words)) piece.inboxItems.put({ ...item, ...after });
  }
  for (const request of await store.webhookRequests.find({ selector: { ticketId, state: "queued" } })) {
    const body = replace(request.body);
    if (body !== request.body) piece.webhookRequests.put({ ...request, body });
  }
}

/** Null where nothing of it is another. */
function withTexts(message: Message, replace: Replace): Message | null {
  const { subject, text, visibleText, html } = message;
  const next = {
    subject: replace(subject),
    text: replace(text),
    visibleText: replace(visibleText),
    html: html === null ? null : replace(html),
  };
  const isSame =
    next.subject === subject && next.text === text && next.visibleText === visibleText && next.html === html;
  return isSame ? null : { ...message, ...next };
}
