import { createHash } from "node:crypto";
import { MessageId } from "#shared/model/ids.ts";
import { derivedId, timedId } from "#main/desk/derived-ids.ts";
import { verifyMessageIdToken } from "#shared/rules/email-status/tokens.ts";
import type { IncomingMail } from "./incoming-mail.ts";
import { rfcIdOf } from "./known-mails.ts";
import type { PlacingTools } from "./place-mail.ts";

type IdentifyingTools = Pick<PlacingTools, "context" | "batch" | "knownMails" | "ownDomains" | "sign">;

export type Identity = { readonly id: MessageId; readonly fingerprint: string; readonly isDuplicate: boolean };

/**
 * H4: the id follows from channel and Message-ID, or from the raw bytes where there is none. A second mail with the same Message-ID that
 * says something else is a message of its own: its id takes what it says with it, so it is not lost, and it too comes in once.
 * @rule D8, H4
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
