import type { IngestResult } from "#shared/contract/channels.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { ConversationId, MessageId, TicketId, type ChannelId, type WorkflowId } from "#shared/model/ids.ts";
import { MailSetAsideReason, type MailSetAside } from "#shared/model/mail.ts";
import type { Message } from "#shared/model/message.ts";
import { unsubscribe } from "#main/desk/consent.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { derivedId, idBeside } from "#main/desk/derived-ids.ts";
import { heldBackIn, offerTickets } from "#main/desk/enrolment/history-offer.ts";
import { applyMessage } from "#main/desk/messages/apply-message.ts";
import { conversationOf } from "#main/desk/messages/apply-to-conversation.ts";
import { channelAddressesOf, ownAddressesOf } from "#main/desk/own-addresses.ts";
import { ownDomainsOf, threadSigner } from "#main/desk/thread-signing.ts";
import type { PreparedBlobs } from "#main/store/blobs.ts";
import { isStoreError } from "#main/store/errors.ts";
import type { Store } from "#main/store/store.ts";
import { identify } from "./identify.ts";
import { knownMailsOf } from "./known-mails.ts";
import { MAILS_A_PIECE } from "../limits.ts";
import { setAside } from "../mime/parse-mail.ts";
import { deskSideOf } from "./desk-side.ts";
import type { IncomingMail } from "./incoming-mail.ts";
import { blobsOf, contentsOf, messageOf, type MailBlobs } from "./message-of.ts";
import { inOwnIds } from "./own-mail-named.ts";
import { placeMail, placeOwnMail, type PlacingTools } from "./place-mail.ts";
import { createThreadIndex } from "./thread-candidates.ts";

/** What became of one mail, with what an import tells of it. */
export type Ingested = IngestResult & {
  readonly mail: IncomingMail;
  /** Workflows that it would have set off were it no history (D7). */
  readonly heldBack?: readonly WorkflowId[];
};

/** Mails whose large files are written; what is left is pieces of work in the queue. */
export type PreparedMails = readonly PreparedMail[];

type PreparedMail = { readonly mail: IncomingMail; readonly blobs: MailBlobs; readonly files: PreparedBlobs };

/**
 * Writes the large files of the mails. Safe to do again, and at the same time as other work.
 * @rule H6
 */
export function prepareMails({ store, log }: DeskContext, mails: readonly IncomingMail[]): Promise<PreparedMails> {
  return Promise.all(
    mails.map(async (mail) => {
      try {
        return await prepareMail(store, mail);
      } catch (error) {
        if (mail.read.kind === "set-aside" || isStoreError(error)) throw error;
        log.error("The parts of a mail could not be kept; it is set aside", { error });
        return prepareMail(store, { ...mail, read: failedRead(mail, error) });
      }
    }),
  );
}

async function prepareMail({ files }: Pick<Store, "files">, mail: IncomingMail): Promise<PreparedMail> {
  const prepared = await files.prepare(contentsOf(mail));
  return { mail, files: prepared, blobs: blobsOf(mail, prepared.ids) };
}

export type IngestOptions = {
  /** Addresses of the desk beside those of its channels and users. */
  readonly ownAddresses?: readonly string[];
  /** Many mails that nobody waits for: commands go ahead of them. */
  readonly isBulk?: boolean;
  /** Called in the transaction of each piece, ahead of it: where it throws, nothing is taken in. */
  readonly guard?: () => Promise<void>;
  /** Put into the commit of the last of the mails: how far an import or a mailbox has got with them. */
  readonly progress?: (batch: PieceOfWork, ingested: readonly Ingested[]) => void;
};

/**
 * Takes mails into the desk, in the order given, some in each piece of work. The same mail a second time is a duplicate and changes nothing (H4, D8); a mail that could not
 * be read, or that something fails at, is kept with its source (H6).
 */
export async function ingestMails(
  context: DeskContext,
  prepared: PreparedMails,
  { ownAddresses = [], isBulk = false, guard, progress }: IngestOptions = {},
): Promise<Ingested[]> {
  const pieces = inPieces(prepared, MAILS_A_PIECE);
  const ingested: Ingested[][] = pieces.map(() => []);
  /** Pieces that are done, in their order: behind one that failed no other is done, or the progress would pass over it. */
  let done = 0;
  const answers = pieces.map((piece, position) =>
    context.queue.run(
      async () => {
        if (done < position) throw new PipedeskError("PD_INTERNAL", "The mails before could not be taken in.");
        // Also where it is the commit that fails, after all of it was decided.
        context.store.afterRollback(() => (done = Math.min(done, position)));
        done = position;
        await guard?.();
        const { batch, results } = await ingestPiece(context, piece, ownAddresses);
        ingested[position] = results;
        if (position === pieces.length - 1) progress?.(batch, ingested.flat());
        await batch.flush();
        done = position + 1;
      },
      isBulk ? "import" : "person",
    ),
  );
  const failed = (await Promise.allSettled(answers)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
  return ingested.flat();
}

function inPieces(mails: PreparedMails, size: number): PreparedMails[] {
  return Array.from({ length: Math.ceil(mails.length / size) }, (_, piece) =>
    mails.slice(piece * size, (piece + 1) * size),
  );
}

async function ingestPiece(
  context: DeskContext,
  asTheyCame: PreparedMails,
  ownAddresses: readonly string[],
): Promise<{ readonly batch: PieceOfWork; readonly results: Ingested[] }> {
  const batch = createPieceOfWork(context);
  const prepared = await inOwnIdsSafely(context, asTheyCame);
  const together = await toolsOfAll(context, batch, prepared, ownAddresses);
  const results: Ingested[] = [];
  for (const one of prepared) results.push(await ingestSafely(context, batch, one, () => together ?? toolsOfOne(one)));
  await offerHistory(context, batch, results);
  return { batch, results };

  /** With what the mails before it made. */
  async function toolsOfOne({ mail }: PreparedMail): Promise<PlacingTools> {
    const tools = await placingTools(context, batch, [mail], ownAddresses);
    for (const message of batch.messages.changed()) {
      tools.threads.add(message);
      tools.knownMails.add(message);
    }
    return tools;
  }
}

/** Where something fails at one of the mails, as they came: then they are known by what they say themselves. */
async function inOwnIdsSafely(context: DeskContext, prepared: PreparedMails): Promise<PreparedMails> {
  try {
    const mails = await inOwnIds(
      context,
      prepared.map(({ mail }) => mail),
    );
    return prepared.map((one, position) => ({ ...one, mail: mails[position] ?? one.mail }));
  } catch (error) {
    if (isStoreError(error)) throw error;
    context.log.error("What mails name could not be looked up", { error });
    return prepared;
  }
}

/** Null where something fails at one of the mails: then each gets its own. */
async function toolsOfAll(
  context: DeskContext,
  batch: PieceOfWork,
  prepared: PreparedMails,
  ownAddresses: readonly string[],
): Promise<PlacingTools | null> {
  const mails = prepared.map(({ mail }) => mail);
  try {
    return await placingTools(context, batch, mails, ownAddresses);
  } catch (error) {
    if (isStoreError(error)) throw error;
    context.log.error("Mails could not be looked up together", { error });
    return null;
  }
}

/** A mail that something fails at is set aside, with its source; of what it had begun nothing is left. */
async function ingestSafely(
  context: DeskContext,
  batch: PieceOfWork,
  { mail, blobs, files }: PreparedMail,
  toolsFor: () => PlacingTools | Promise<PlacingTools>,
): Promise<Ingested> {
  try {
    await files.keep();
    const tools = await toolsFor();
    return await batch.attempt(() => ingestOne(tools, mail, blobs));
  } catch (error) {
    if (isStoreError(error)) throw error;
    context.log.error("A mail could not be handled and is set aside", { error });
    return keepAside(context, batch, { ...mail, read: failedRead(mail, error) });
  }
}

async function placingTools(
  context: DeskContext,
  batch: PieceOfWork,
  mails: readonly IncomingMail[],
  ownAddresses: readonly string[],
): Promise<PlacingTools> {
  const parsed = mails.flatMap(({ read }) => (read.kind === "parsed" ? [read.mail] : []));
  return {
    context,
    batch,
    knownMails: await knownMailsOf(context.store.messages, mails),
    threads: await createThreadIndex(context.store.messages, parsed),
    side: deskSideOf(ownAddressesOf(context.setup, ownAddresses), channelAddressesOf(context.setup, ownAddresses)),
    ownDomains: ownDomainsOf(context.setup),
    sign: threadSigner(context.setup),
  };
}

/** Keeps a mail as its source alone, past all that may have failed at it. Its id follows from its bytes, so it is kept once. */
async function keepAside(
  context: DeskContext,
  batch: PieceOfWork,
  mail: IncomingMail & { readonly read: MailSetAside },
): Promise<Ingested> {
  const { files, blobs } = await prepareMail(context.store, mail);
  await files.keep();
  const id = MessageId.parse(derivedId("m", mail.channel.id, "aside", blobs.raw));
  const conversationId = ConversationId.parse(idBeside("c", id));
  const known = await batch.messages.get(id);
  const reason = mail.read.explanation;
  const kept = { mail, ticketId: null, messageId: id } as const;
  if (known) return { ...kept, status: "duplicate", reason, conversationId: known.conversationId };
  const message: Message = {
    ...messageOf(mail, { id, fingerprint: blobs.raw, isDuplicate: false }, blobs),
    conversationId,
    ticketId: null,
    verdict: null,
    placement: { kind: "new", followsTicketId: null },
  };
  batch.messages.add(message);
  batch.conversations.put({ ...conversationOf(message, conversationId), messageCount: 1 });
  return { ...kept, status: "set-aside", reason, conversationId };
}

function failedRead({ raw, read }: IncomingMail, error: unknown): MailSetAside {
  if (read.kind === "set-aside") return read;
  const words = error instanceof Error ? error.message : String(error);
  return setAside(raw, MailSetAsideReason.unreadable, `The mail could not be handled: ${words}`);
}

/** The same mail by another channel is no news, but is told with it. */
function noteChannel({ messages }: PieceOfWork, known: Message, channelId: ChannelId): void {
  const also = known.alsoChannelIds ?? [];
  if (known.direction !== "incoming" || known.channelId === channelId || also.includes(channelId)) return;
  messages.put({ ...known, alsoChannelIds: [...also, channelId] });
}

async function ingestOne(tools: PlacingTools, mail: IncomingMail, blobs: MailBlobs): Promise<Ingested> {
  const { context, batch, threads, knownMails } = tools;
  const identity = await identify(mail, tools);
  if (identity.isDuplicate) {
    const known = await batch.messages.get(identity.id);
    if (known) noteChannel(batch, known, mail.channel.id);
    return {
      mail,
      status: "duplicate",
      reason: "This message is in the desk already.",
      ticketId: known?.ticketId ?? null,
      conversationId: known?.conversationId ?? null,
      messageId: identity.id,
    };
  }
  const unplaced = messageOf(mail, identity, blobs);
  const { unsubscribes, ...place } = identity.isFromOtherChannel
    ? placeOwnMail(unplaced)
    : await placeMail(tools, unplaced, mail);
  const message = { ...unplaced, ...place };
  await applyMessage(context, batch, message, mail.cause, { isHistory: mail.isHistory === true });
  if (unsubscribes) {
    const { atEpochMs, from } = message;
    await unsubscribe(context, batch, unsubscribes.contactId, { atEpochMs, how: "mail", detail: from.address });
  }
  threads.add(message);
  knownMails.add(message);
  return {
    mail,
    status: message.setAsideReason === null ? "imported" : "set-aside",
    reason: message.setAsideReason ?? "",
    ticketId: message.ticketId,
    conversationId: message.conversationId,
    messageId: message.id,
    heldBack:
      mail.isHistory === true && message.ticketId !== null ? [...heldBackIn(batch, message.ticketId).keys()] : [],
  };
}

/** Keeps which workflows the mails of a piece would have set off, so that a person can enrol their tickets (D7). What fails at it costs no mail. */
async function offerHistory(context: DeskContext, batch: PieceOfWork, ingested: readonly Ingested[]): Promise<void> {
  const offered = new Map<ChannelId, Set<TicketId>>();
  for (const { mail, ticketId, heldBack = [] } of ingested) {
    if (ticketId === null || heldBack.length === 0) continue;
    const tickets = offered.get(mail.channel.id) ?? new Set();
    offered.set(mail.channel.id, tickets.add(TicketId.parse(ticketId)));
  }
  for (const [channelId, tickets] of offered) {
    try {
      await batch.attempt(() => offerTickets(context, batch, channelId, Array.from(tickets)));
    } catch (error) {
      if (isStoreError(error)) throw error;
      context.log.error("What came in as history could not be offered", { channelId, error });
    }
  }
}
