import type { Message } from "#shared/model/message.ts";
import type { Repository } from "#main/store/repository.ts";
import type { IncomingMail } from "./incoming-mail.ts";

/** Messages of the desk that bear the Message-ID of one of the mails to be identified. */
export type KnownMails = ReadonlyMap<string, readonly Message[]>;

/** Reads them in one statement: whatever id they have, also one that an earlier program gave. */
export async function knownMailsOf(messages: Repository<Message>, mails: readonly IncomingMail[]): Promise<KnownMails> {
  const rfcIds = Array.from(new Set(mails.map(rfcIdOf))).filter((id) => id !== "");
  const known = new Map<string, Message[]>();
  if (rfcIds.length === 0) return known;
  for (const message of await messages.find({ selector: { rfcMessageId: { $in: rfcIds } } }))
    known.set(message.rfcMessageId, [...(known.get(message.rfcMessageId) ?? []), message]);
  return known;
}

/** The mail's Message-ID; '' where it has none. */
export function rfcIdOf({ read }: IncomingMail): string {
  return (read.kind === "parsed" ? read.mail.messageId : read.partial.messageId) ?? "";
}
