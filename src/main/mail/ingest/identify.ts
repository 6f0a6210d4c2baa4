import { MessageId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { customerOf, customerOrSender } from "#shared/rules/email/customer.ts";
import { isSameMailbox, mailboxOf } from "#shared/rules/email/mailbox-address.ts";
import { derivedId, timedId } from "#main/desk/derived-ids.ts";
import { verifyMessageIdToken } from "#shared/rules/email-status/tokens.ts";
import { MAX_TEXT_CHARACTERS } from "#main/store/limits.ts";
import { blobIdOf } from "#main/store/blobs.ts";
import { MAX_ADDED_CHARACTERS, MAX_MESSAGE_BYTES } from "../limits.ts";
import { contentDigest } from "./content-digest.ts";
import { customerFacts } from "./desk-side.ts";
import type { IncomingMail } from "./incoming-mail.ts";
import { rfcIdOf } from "./known-mails.ts";
import type { PlacingTools } from "./place-mail.ts";
import { senderOf } from "./thread-candidates.ts";

type IdentifyingTools = Pick<PlacingTools, "context" | "batch" | "knownMails" | "ownDomains" | "side" | "sign">;

export type Identity = {
  readonly id: MessageId;
  readonly fingerprint: string;
  readonly isDuplicate: boolean;
  /** The desk's own mail that arrives where it was sent to: at another channel of the desk. */
  readonly isFromOtherChannel?: true;
};

/**
 * One identity per desk: Message-ID, author and content, by whichever channel, alias or gateway it came. A mail with the same Message-ID that says something else, or that somebody
 * else wrote, is a message of its own: its id takes both with it, so it is not lost, and it too comes in once.
 * @rule D8, H4
 */
export async function identify(mail: IncomingMail, tools: IdentifyingTools): Promise<Identity> {
  const { messages } = tools.batch;
  const fingerprint = fingerprintOf(mail);
  const rfcId = rfcIdOf(mail);
  const sent = await sentHere(rfcId, tools);
  if (sent && !isSentTo(sent, mail)) return { id: sent.id, fingerprint, isDuplicate: true };
  const same = rfcId === "" ? [] : tools.knownMails.of(rfcId).filter(({ direction }) => direction === "incoming");
  const twin =
    same.find((message) => message.fingerprint === fingerprint || saysTheSame(message, mail, tools)) ??
    (await readOtherwise(same, mail, fingerprint, tools));
  if (twin) return { id: twin.id, fingerprint, isDuplicate: true };
  const ids = idsOf(mail, fingerprint);
  for (const id of ids) if ((await messages.get(id)) !== null) return { id, fingerprint, isDuplicate: true };
  return { id: ids[0], fingerprint, isDuplicate: false, ...(sent ? { isFromOtherChannel: true } : {}) };
}

/**
 * The desk's own mail that comes back: a copy to itself, through a list, out of the Sent folder, by whichever channel. Such copies differ from
 * what was sent, so only the Message-ID tells; the signature in it keeps others from passing their mail off as ours (D9).
 */
async function sentHere(rfcId: string, { context, ownDomains, sign }: IdentifyingTools): Promise<Message | null> {
  if (rfcId === "" || verifyMessageIdToken(rfcId, ownDomains, sign) !== "verified") return null;
  const known = await context.store.messages.find({ selector: { rfcMessageId: rfcId } });
  return known.find(({ direction }) => direction === "outgoing") ?? null;
}

/** A desk may write from one of its channels to another: there it is news, and a copy anywhere else. */
function isSentTo({ channelId, to, cc, bcc }: Message, { channel }: IncomingMail): boolean {
  if (channelId === channel.id) return false;
  const own = [channel.address, ...channel.aliases].filter((address) => address !== "");
  return [...to, ...cc, ...bcc].some(({ address }) => own.some((one) => isSameMailbox(one, address)));
}

/**
 * From the mail alone, its moment from its Date header: whoever fetches it, whenever, by whatever channel. Copies that come by two channels differ in their trace fields, so the bytes
 * tell only where there is neither a Message-ID nor a date: a printer says the same words each time.
 * @returns the id first, then those that it had in versions before
 */
function idsOf(mail: IncomingMail, fingerprint: string): [MessageId, ...MessageId[]] {
  const rfcId = rfcIdOf(mail);
  const { read, kept, raw, channel } = mail;
  const date = read.kind === "parsed" ? read.mail.dateEpochMs : read.partial.dateEpochMs;
  const bySaying = MessageId.parse(timedId("m", date ?? 0, rfcId, mailboxOf(authorOf(mail)), fingerprint));
  if (rfcId !== "") return [bySaying];
  const digest = kept?.id ?? blobIdOf(raw);
  const byBytes = [derivedId("m", "", digest), derivedId("m", channel.id, "", digest)] as const;
  const [first, second] = [MessageId.parse(byBytes[0]), MessageId.parse(byBytes[1])];
  return date === null || kept || read.kind === "set-aside" ? [first, second] : [bySaying, first, second];
}

function authorOf({ read }: IncomingMail): string {
  return read.kind === "parsed" ? senderOf(read.mail).address : (read.partial.from[0]?.address ?? "");
}

/** Between the brackets that gateways put in front: "[EXT] Tent leaks". */
const TAG = /^\s*(?:\[[^\]]{1,40}\]\s*)+/u;

/** A copy that a gateway, a list or a forwarding rule marked on its way: a tag before the subject, a banner above the text or a footer below it. */
function saysTheSame(known: Message, { read, channel }: IncomingMail, { side }: IdentifyingTools): boolean {
  if (read.kind === "set-aside" || known.setAsideReason !== null) return false;
  const { mail } = read;
  // A group puts its own address into From: of the copy that came straight, and of the one through the group, the writer is the same.
  const sender = senderOf(mail);
  const customer = customerOf(customerFacts(side, mail, channel.form ?? null));
  // What is a form to one channel is a sender to another: there the two are told by who sent them.
  const isSameWriter =
    isSameMailbox(customerOrSender(known).address, (customer?.who ?? sender).address) ||
    isSameMailbox(known.from.address, sender.address);
  if (!isSameWriter) return false;
  if (known.subject.replace(TAG, "").trim() !== mail.subject.replace(TAG, "").trim()) return false;
  // Programs that give all their mails one id at least date them.
  if (known.dateEpochMs === null || known.dateEpochMs !== mail.dateEpochMs) return false;
  const files = [known.attachments, mail.attachments].map((list) =>
    list.map(({ name, sizeBytes }) => [name, sizeBytes]),
  );
  if (JSON.stringify(files[0]) !== JSON.stringify(files[1])) return false;
  const [one, other] = [known.text, mail.text.slice(0, MAX_TEXT_CHARACTERS)].map((text) =>
    text.replaceAll(/\s+/gu, " ").trim(),
  );
  if (one === undefined || other === undefined || one === "" || other === "") return one === other;
  return (
    one === other ||
    (Math.abs(one.length - other.length) <= MAX_ADDED_CHARACTERS && (one.includes(other) || other.includes(one)))
  );
}

/** Told by the source; fingerprints of versions before depended on how a mail was read, and have no such sign. */
const BY_SOURCE = "s1:";
/** More mails under one Message-ID are what a careless program sends; each of them costs a file. */
const MAX_SOURCES_READ = 20;

/** A mail that a version before read in another way, and took down under another fingerprint: its source tells. */
async function readOtherwise(
  all: readonly Message[],
  { raw, kept, read }: IncomingMail,
  fingerprint: string,
  { context }: IdentifyingTools,
): Promise<Message | undefined> {
  // What could not be handled is kept as its source alone: once it can, it is news.
  const known = all.filter(({ setAsideReason }) => setAsideReason === null || read.kind === "set-aside");
  if (known.length === 0) return undefined;
  const rawId = kept?.id ?? blobIdOf(raw);
  const same = known.find(({ rawBlobId }) => rawBlobId === rawId);
  if (same) return same;
  const older = known.filter(
    (message) => !message.fingerprint.startsWith(BY_SOURCE) && message.sizeBytes <= MAX_MESSAGE_BYTES,
  );
  for (const message of older.slice(0, MAX_SOURCES_READ)) {
    if (message.rawBlobId === null) continue;
    try {
      const source = await context.store.files.read(message.rawBlobId);
      if (`${BY_SOURCE}${contentDigest(source)}` === fingerprint) return message;
    } catch (error) {
      // A source that is gone tells nothing; the mail at hand comes in all the same.
      context.log.warn("The source of a known mail could not be read", { error, messageId: message.id });
    }
  }
  return undefined;
}

function fingerprintOf({ read, raw, kept }: IncomingMail): string {
  if (read.kind === "set-aside") return kept?.id ?? blobIdOf(raw);
  return `${BY_SOURCE}${kept?.contentDigest ?? contentDigest(raw)}`;
}
