import type { IngestResult } from "#shared/contract/channels.ts";
import { createBatch } from "#main/desk/batch.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { applyMessage } from "#main/desk/messages/apply-message.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import { ownDomainsOf, threadSigner } from "#main/desk/thread-signing.ts";
import { firstIdOf, identify } from "./identify.ts";
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
 * changes nothing (H4, D8); a mail that could not be read is kept with its source (H6).
 * @param ownAddresses addresses of the desk beside those of its channels and users.
 */
export async function ingestMails(
  context: DeskContext,
  { mails, blobs }: PreparedMails,
  ownAddresses: readonly string[] = [],
): Promise<Ingested[]> {
  if (mails.length === 0) return [];
  return context.queue.run(async () => {
    const batch = createBatch(context);
    await batch.messages.load(mails.map(firstIdOf));
    const parsed = mails.flatMap(({ read }) => (read.kind === "parsed" ? [read.mail] : []));
    const tools: PlacingTools = {
      context,
      batch,
      threads: await createThreadIndex(context.store.messages, parsed),
      ownAddresses: ownAddressesOf(context.setup, ownAddresses),
      ownDomains: ownDomainsOf(context.setup),
      sign: threadSigner(context.setup),
    };
    const results: Ingested[] = [];
    for (const [index, mail] of mails.entries()) {
      const mailBlobs = blobs[index];
      if (mailBlobs) results.push(await ingestOne(tools, mail, mailBlobs));
    }
    await batch.flush();
    return results;
  });
}

async function ingestOne(tools: PlacingTools, mail: IncomingMail, blobs: MailBlobs): Promise<Ingested> {
  const { context, batch, threads } = tools;
  const identity = await identify(mail, batch.messages);
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
