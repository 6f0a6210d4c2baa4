import { createHash } from "node:crypto";
import { MessageId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { derivedId, timedId } from "#main/desk/derived-ids.ts";
import type { Repository } from "#main/store/repository.ts";
import { verifyMessageIdToken } from "#shared/rules/email-status/tokens.ts";
import type { IncomingMail } from "./incoming-mail.ts";
import type { PlacingTools } from "./place-mail.ts";

type IdentifyingTools = Pick<PlacingTools, "context" | "batch" | "knownMails" | "ownDomains" | "sign">;

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

export type Identity = { readonly id: MessageId; readonly fingerprint: string; readonly isDuplicate: boolean };

/**
 * H4: the id follows from channel and Message-ID, or from the raw bytes where there is none. A second mail with the same Message-ID that
 * says something else is a message of its own: its id takes what it says with it, so it is not lost, and it too comes in once.
 */
export async function identify(mail: IncomingMail, tools: IdentifyingTools): Promise<Identity> {
  const { messages } = tools.batch;
  const fingerprint = fingerprintOf(mail);
  const sentId = await sentHere(rfcIdOf(mail), tools);
  if (sentId !== null) return { id: sentId, fingerprint, isDuplicate: true };
  const same = tools.knownMails
    .get(rfcIdOf(mail))
    ?.filter(({ channelId, direction }) => channelId === mail.channel.id && direction === "incoming");
  const twin = same?.find((message) => message.fingerprint === fingerprint);
  if (twin) return { id: twin.id, fingerprint, isDuplicate: true };
  const id = idOf(mail);
  const known = same?.[0] ?? (await messages.get(id));
  if (!known) return { id, fingerprint, isDuplicate: false };
  if (known.fingerprint === fingerprint) return { id: known.id, fingerprint, isDuplicate: true };
  const ownId = idOf(mail, fingerprint);
  return { id: ownId, fingerprint, isDuplicate: (await messages.get(ownId)) !== null };
}

/**
 * The desk's own mail that comes back: a copy to itself, through a list, out of the Sent folder, by whichever channel. Such copies differ from
 * what was sent, so only the Message-ID tells; the signature in it keeps others from passing their mail off as ours (D9).
 */
async function sentHere(rfcId: string, { context, ownDomains, sign }: IdentifyingTools): Promise<MessageId | null> {
  if (rfcId === "" || verifyMessageIdToken(rfcId, ownDomains, sign) !== "verified") return null;
  const known = await context.store.messages.find({ selector: { rfcMessageId: rfcId } });
  return known.find(({ direction }) => direction === "outgoing")?.id ?? null;
}

/**
 * From the mail alone, its moment from its Date header: whoever fetches it, whenever. Without a Message-ID, from its bytes, by which it is found again.
 * @param content what it says, where another mail bears the same Message-ID
 */
function idOf(mail: IncomingMail, content = ""): MessageId {
  const rfcId = rfcIdOf(mail);
  const { read, kept, raw, channel } = mail;
  if (rfcId === "") {
    const digest = kept?.id ?? createHash("sha256").update(raw).digest("hex");
    return MessageId.parse(derivedId("m", channel.id, "", digest));
  }
  const date = read.kind === "parsed" ? read.mail.dateEpochMs : read.partial.dateEpochMs;
  return MessageId.parse(timedId("m", date ?? 0, channel.id, rfcId, content));
}

function rfcIdOf({ read }: IncomingMail): string {
  return (read.kind === "parsed" ? read.mail.messageId : read.partial.messageId) ?? "";
}

/** Digest of what a mail says, not of how it travelled: copies of one mail differ in Received and other trace headers. */
function fingerprintOf({ read, raw, kept }: IncomingMail): string {
  if (kept) return kept.id;
  const hash = createHash("sha256");
  if (read.kind === "set-aside") return hash.update(raw).digest("hex");
  const { subject, from, text, html, attachments } = read.mail;
  hash.update(JSON.stringify([subject, from.map(({ address }) => address), text, html]));
  for (const attachment of attachments) hash.update(attachment.content);
  return hash.digest("hex");
}
