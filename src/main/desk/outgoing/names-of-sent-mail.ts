/**
 * Servers that replace our Message-ID (Amazon SES, Exchange): an answer then names an id that the desk has never given. What the server or the Sent folder told of it is kept
 * by that id, so that whatever names it is taken for naming ours.
 */
import { hash } from "node:crypto";
import { z } from "zod";
import type { LocalRecord } from "#shared/model/local-record.ts";
import { MessageId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { DeskContext } from "../context.ts";
import type { PieceOfWork } from "../piece-of-work.ts";

const Value = z.object({ messageId: MessageId });

/** Of the ids that a server told, those that are not the mail's own. */
export function namesBeside({ rfcMessageId }: Message, told: readonly string[]): string[] {
  return told.filter((id) => id.toLowerCase() !== rfcMessageId.toLowerCase());
}

/** Part of the piece of work that notes how the mail was sent. */
export function noteNames(
  { clock }: Pick<DeskContext, "clock">,
  { local }: PieceOfWork,
  messageId: MessageId,
  names: readonly string[],
): void {
  for (const name of names)
    local.put({ id: recordIdOf(name), value: { messageId }, updatedAtEpochMs: clock.nowEpochMs() });
}

/** Which of these ids stand for a mail of the desk: by id, the Message-ID that it was written with. */
export async function ownIdsBehind(
  { store }: Pick<DeskContext, "store">,
  rfcIds: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  // A server that tells the part before the @ alone leaves open what follows it.
  const records = new Map(
    Array.from(new Set(rfcIds), (id) => [id, [recordIdOf(id), recordIdOf(id.slice(0, id.lastIndexOf("@")))]] as const),
  );
  if (records.size === 0) return new Map();
  const known = await store.local.getMany(Array.from(records.values()).flat());
  if (known.size === 0) return new Map();
  const messageIds = new Map<string, MessageId>();
  for (const [id, [whole, part]] of records) {
    const messageId = messageIdOf(known.get(whole) ?? known.get(part));
    if (messageId !== null) messageIds.set(id, messageId);
  }
  const messages = await store.messages.getMany(Array.from(messageIds.values()));
  const own = new Map<string, string>();
  for (const [id, messageId] of messageIds) {
    const message = messages.get(messageId);
    if (message?.direction === "outgoing") own.set(id, message.rfcMessageId);
  }
  return own;
}

function messageIdOf(record: LocalRecord | undefined): MessageId | null {
  return Value.safeParse(record?.value).data?.messageId ?? null;
}

function recordIdOf(name: string): string {
  return `sent-as:${hash("sha256", name.toLowerCase()).slice(0, 32)}`;
}
