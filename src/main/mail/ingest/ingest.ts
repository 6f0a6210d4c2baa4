import type { IngestResult } from "#shared/contract/channels.ts";
import { MailSetAsideReason, type MailSetAside } from "#shared/model/mail.ts";
import { createBatch } from "#main/desk/batch.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { applyMessage } from "#main/desk/messages/apply-message.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import { ownDomainsOf, threadSigner } from "#main/desk/thread-signing.ts";
import { firstIdOf, identify } from "./identify.ts";
import { isStoreError } from "#main/store/errors.ts";
import { setAside } from "../mime/parse-mail.ts";
import type { IncomingMail } from "./incoming-mail.ts";
import { blobsOf, contentsOf, messageOf, type MailBlobs } from "./message-of.ts";
import { placeMail, type PlacingTools } from "./place-mail.ts";
import { createThreadIndex } from "./thread-candidates.ts";

/** What became of one mail, with what an import tells of it. */
export type Ingested = IngestResult & { readonly mail: IncomingMail };

/** Mails whose files are written; what is left is one piece of work in the queue. */
export type PreparedMails = { readonly mails: readonly IncomingMail[]; readonly blobs: readonly MailBlobs[] };

/** Writes the files of the mails. Safe to do again, and at the same time as other work. */
export async function prepareMails({ store }: DeskContext, mails: readonly IncomingMail[]): Promise<PreparedMails> {
  const contents = mails.map(contentsOf);
  const blobIds = await store.files.putAll(contents.flat());
  let position = 0;
  const blobs = mails.map((mail, index) => {
    const count = contents[index]?.length ?? 0;
    const ids = blobIds.slice(position, position + count);
    position += count;
    return blobsOf(mail, ids);
  });
  return { mails, blobs };
}

/**
 * Takes mails into the desk, in the order given, all documents in the order of `Batch`. The same mail a second time is a duplicate and
 * changes nothing (H4, D8); a mail that could not be read, or that something fails at, is kept with its source (H6).
 * @param ownAddresses addresses of the desk beside those of its channels and users.
 */
export async function ingestMails(
  context: DeskContext,
  prepared: PreparedMails,
  ownAddresses: readonly string[] = [],
): Promise<Ingested[]> {
  if (prepared.mails.length === 0) return [];
  return context.queue.run(async () => {
    let { mails, blobs } = prepared;
    for (;;) {
      const tools = await placingTools(context, mails, ownAddresses);
      const results: Ingested[] = [];
      try {
        for (const [index, mail] of mails.entries()) {
          const mailBlobs = blobs[index];
          if (mailBlobs) results.push(await ingestOne(tools, mail, mailBlobs));
        }
        await tools.batch.flush();
        return results;
      } catch (error) {
        const mail = mails[results.length];
        const raw = blobs[results.length]?.raw;
        if (!mail || !raw || mail.read.kind === "set-aside" || isStoreError(error)) throw error;
        context.log.error("A mail could not be handled and is set aside", { error });
        // Nothing is written before all is decided, so that the others can simply be done again.
        mails = mails.with(results.length, { ...mail, read: failedRead(mail, error) });
        blobs = blobs.with(results.length, { raw, html: null, attachments: [] });
      }
    }
  });
}

async function placingTools(
  context: DeskContext,
  mails: readonly IncomingMail[],
  ownAddresses: readonly string[],
): Promise<PlacingTools> {
  const batch = createBatch(context);
  await batch.messages.load(mails.map(firstIdOf));
  const parsed = mails.flatMap(({ read }) => (read.kind === "parsed" ? [read.mail] : []));
  return {
    context,
    batch,
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
  await applyMessage(context, batch, message, { cause: mail.cause, isRepetition: false });
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
