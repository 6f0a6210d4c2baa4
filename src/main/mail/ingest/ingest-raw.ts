import type { IngestResult } from "#shared/contract/channels.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import { readLargeMail } from "../large/read-large-mail.ts";
import { MAX_KEPT_MESSAGE_BYTES, MAX_MESSAGE_BYTES } from "../limits.ts";
import { readMailsHere, type ReadMails } from "../reading/mail-reader.ts";
import type { IncomingMail } from "./incoming-mail.ts";
import { ingestMails, prepareMails } from "./ingest.ts";

/**
 * Takes one raw RFC 5322 message into a channel, now. One that is too large for memory is handed over as a `Blob` that lies on a disk.
 * @throws PD_DESK_NOT_FOUND for the channel, PD_INPUT_TOO_LARGE, PD_MAIL_UNREADABLE for an empty body
 */
export async function ingestRaw(
  context: DeskContext,
  channelId: ChannelId,
  raw: Uint8Array | Blob,
  readMails: ReadMails = readMailsHere,
): Promise<IngestResult> {
  const channel = context.setup.require("channel", channelId);
  const sizeBytes = raw instanceof Blob ? raw.size : raw.byteLength;
  if (sizeBytes > MAX_KEPT_MESSAGE_BYTES) {
    throw new PipedeskError(
      "PD_INPUT_TOO_LARGE",
      `A message may have up to ${MAX_KEPT_MESSAGE_BYTES / 1024 / 1024} MiB.`,
    );
  }
  if (sizeBytes === 0) throw new PipedeskError("PD_MAIL_UNREADABLE", "The message is empty.");
  const mail = {
    ...(await taken(context, raw, readMails)),
    channel,
    cause: { kind: "channel" as const, channelId },
    atEpochMs: context.clock.nowEpochMs(),
  };
  const [ingested] = await ingestMails(context, await prepareMails(context, [mail]));
  if (!ingested) throw new PipedeskError("PD_INTERNAL", "The message was not taken in.");
  const { status, reason, ticketId, conversationId, messageId } = ingested;
  return { status, reason, ticketId, conversationId, messageId };
}

async function taken(
  { store: { files }, setup }: DeskContext,
  given: Uint8Array | Blob,
  readMails: ReadMails,
): Promise<Pick<IncomingMail, "raw" | "read" | "kept">> {
  const ownAddresses = Array.from(ownAddressesOf(setup));
  if (given instanceof Blob && given.size > MAX_MESSAGE_BYTES)
    return readLargeMail({ files, readMails, ownAddresses }, await files.putStream(given.stream()));
  const raw = given instanceof Blob ? new Uint8Array(await given.arrayBuffer()) : given;
  const [read] = await readMails([raw], { ownAddresses });
  if (!read) throw new PipedeskError("PD_INTERNAL", "The message was not read.");
  return { raw, read };
}
