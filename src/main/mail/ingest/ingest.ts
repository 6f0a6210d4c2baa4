import type { IngestResult } from "#shared/contract/channels.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { MailSetAsideReason, type MailSetAside } from "#shared/model/mail.ts";
import { type Batch, createBatch } from "#main/desk/batch.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { applyMessage } from "#main/desk/messages/apply-message.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import { ownDomainsOf, threadSigner } from "#main/desk/thread-signing.ts";
import type { PreparedBlobs } from "#main/store/blobs.ts";
import { isStoreError } from "#main/store/errors.ts";
import { identify } from "./identify.ts";
import { knownMailsOf } from "./known-mails.ts";
import { MAILS_A_PIECE } from "../limits.ts";
import { setAside } from "../mime/parse-mail.ts";
import type { IncomingMail } from "./incoming-mail.ts";
import { blobsOf, contentsOf, messageOf, type MailBlobs } from "./message-of.ts";
import { placeMail, type PlacingTools } from "./place-mail.ts";
import { createThreadIndex } from "./thread-candidates.ts";

/** What became of one mail, with what an import tells of it. */
export type Ingested = IngestResult & { readonly mail: IncomingMail };

/** Mails whose large files are written; what is left is pieces of work in the queue. */
export type PreparedMails = readonly PreparedMail[];

type PreparedMail = { readonly mail: IncomingMail; readonly blobs: MailBlobs; readonly files: PreparedBlobs };

/**
 * Writes the large files of the mails. Safe to do again, and at the same time as other work.
 * @rule H6
 */
export function prepareMails({ store }: DeskContext, mails: readonly IncomingMail[]): Promise<PreparedMails> {
  return Promise.all(
    mails.map(async (mail) => {
      const files = await store.files.prepare(contentsOf(mail));
      return { mail, files, blobs: blobsOf(mail, files.ids) };
    }),
  );
}

export type IngestOptions = {
  /** Addresses of the desk beside those of its channels and users. */
  readonly ownAddresses?: readonly string[];
  /** Many mails that nobody waits for: commands go ahead of them. */
  readonly isBulk?: boolean;
  /** Put into the commit of the last of the mails: how far an import or a mailbox has got with them. */
  readonly progress?: (batch: Batch, ingested: readonly Ingested[]) => void;
};

/**
 * Takes mails into the desk, in the order given, some in each piece of work. The same mail a second time is a duplicate and changes nothing (H4, D8); a mail that could not
 * be read, or that something fails at, is kept with its source (H6).
 */
export async function ingestMails(
  context: DeskContext,
  prepared: PreparedMails,
  { ownAddresses = [], isBulk = false, progress }: IngestOptions = {},
): Promise<Ingested[]> {
  const pieces = inPieces(prepared, MAILS_A_PIECE);
  const ingested: Ingested[][] = pieces.map(() => []);
  /** Pieces that are done, in their order: behind one that failed no other is done, or the progress would pass over it. */
  let done = 0;
  const answers = pieces.map((piece, position) =>
    context.queue.run(
      async () => {
        if (done < position) throw new PipedeskError("PD_INTERNAL", "The mails before could not be taken in.");
        done = position;
        const { batch, results } = await ingestPiece(context, piece, ownAddresses);
        ingested[position] = results;
        if (position === pieces.length - 1) progress?.(batch, ingested.flat());
        await batch.flush();
        done = position + 1;
      },
      isBulk ? "bulk" : "person",
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
  prepared: PreparedMails,
  ownAddresses: readonly string[],
): Promise<{ readonly batch: Batch; readonly results: Ingested[] }> {
  const tools = await placingTools(
    context,
    prepared.map(({ mail }) => mail),
    ownAddresses,
  );
  const results: Ingested[] = [];
  for (const { mail, blobs, files } of prepared) {
    await files.keep();
    results.push(await ingestSafely(tools, mail, blobs));
  }
  return { batch: tools.batch, results };
}

/** A mail that something fails at is set aside, with its source; of what it had begun nothing is left. */
async function ingestSafely(tools: PlacingTools, mail: IncomingMail, blobs: MailBlobs): Promise<Ingested> {
  const { batch, context } = tools;
  try {
    return await batch.attempt(() => ingestOne(tools, mail, blobs));
  } catch (error) {
    if (mail.read.kind === "set-aside" || isStoreError(error)) throw error;
    context.log.error("A mail could not be handled and is set aside", { error });
    const aside = { ...mail, read: failedRead(mail, error) };
    return ingestOne(tools, aside, { raw: blobs.raw, html: null, attachments: [] });
  }
}

async function placingTools(
  context: DeskContext,
  mails: readonly IncomingMail[],
  ownAddresses: readonly string[],
): Promise<PlacingTools> {
  const parsed = mails.flatMap(({ read }) => (read.kind === "parsed" ? [read.mail] : []));
  return {
    context,
    batch: createBatch(context),
    knownMails: await knownMailsOf(context.store.messages, mails),
    threads: await createThreadIndex(context.store.messages, parsed),
    ownAddresses: ownAddressesOf(context.setup, ownAddresses),
    ownDomains: ownDomainsOf(context.setup),
    sign: threadSigner(context.setup),
  };
}

function failedRead({ raw }: IncomingMail, error: unknown): MailSetAside {
  const words = error instanceof Error ? error.message : String(error);
  return setAside(raw, MailSetAsideReason.unreadable, `The mail could not be handled: ${words}`);
}

async function ingestOne(tools: PlacingTools, mail: IncomingMail, blobs: MailBlobs): Promise<Ingested> {
  const { context, batch, threads } = tools;
  const identity = await identify(mail, tools);
  if (identity.isDuplicate) {
    const known = await batch.messages.get(identity.id);
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
  const message = { ...unplaced, ...(await placeMail(tools, unplaced, mail)) };
  await applyMessage(context, batch, message, mail.cause);
  threads.add(message);
  return {
    mail,
    status: message.setAsideReason === null ? "imported" : "set-aside",
    reason: message.setAsideReason ?? "",
    ticketId: message.ticketId,
    conversationId: message.conversationId,
    messageId: message.id,
  };
}
