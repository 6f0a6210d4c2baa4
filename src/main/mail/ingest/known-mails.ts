import type { Message } from "#shared/model/message.ts";
import type { Repository } from "#main/store/repository.ts";
import type { IncomingMail } from "./incoming-mail.ts";

/** Messages of the desk that bear the Message-ID of one of the mails to be identified. */
export type KnownMails = {
  of(rfcId: string): readonly Message[];
  /** One that was taken in since. */
  add(message: Message): void;
};

/** Reads them in one statement: whatever id they have, also one that an earlier program gave. */
export async function knownMailsOf(messages: Repository<Message>, mails: readonly IncomingMail[]): Promise<KnownMails> {
  const rfcIds = Array.from(new Set(mails.map(rfcIdOf))).filter((id) => id !== "");
  const known = new Map<string, Message[]>();
  const add = (message: Message) =>
    void known.set(message.rfcMessageId, [...(known.get(message.rfcMessageId) ?? []), message]);
  const there = rfcIds.length === 0 ? [] : await messages.find({ selector: { rfcMessageId: { $in: rfcIds } } });
  for (const message of there) add(message);
  return { of: (rfcId) => known.get(rfcId) ?? [], add };
}

/** The mail's Message-ID; '' where it has none. */
export function rfcIdOf({ read }: IncomingMail): string {
  return (read.kind === "parsed" ? read.mail.messageId : read.partial.messageId) ?? "";
}
