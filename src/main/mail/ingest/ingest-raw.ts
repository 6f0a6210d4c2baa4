import type { IngestResult } from "#shared/contract/channels.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import { MAX_MESSAGE_BYTES } from "../limits.ts";
import { readMailsHere, type ReadMails } from "../reading/mail-reader.ts";
import { ingestMails, prepareMails } from "./ingest.ts";

/**
 * Takes one raw RFC 5322 message into a channel, now.
 * @throws PD_DESK_NOT_FOUND for the channel, PD_INPUT_TOO_LARGE, PD_MAIL_UNREADABLE for an empty body
 */
export async function ingestRaw(
  context: DeskContext,
  channelId: ChannelId,
  raw: Uint8Array,
  readMails: ReadMails = readMailsHere,
): Promise<IngestResult> {
  const channel = context.setup.require("channel", channelId);
  if (raw.byteLength > MAX_MESSAGE_BYTES) {
    throw new PipedeskError("PD_INPUT_TOO_LARGE", `A message may have up to ${MAX_MESSAGE_BYTES / 1024 / 1024} MiB.`);
  }
  if (raw.byteLength === 0) throw new PipedeskError("PD_MAIL_UNREADABLE", "The message is empty.");
  const [read] = await readMails([raw], { ownAddresses: Array.from(ownAddressesOf(context.setup)) });
  if (!read) throw new PipedeskError("PD_INTERNAL", "The message was not read.");
  const mail = {
    raw,
    read,
    channel,
    cause: { kind: "channel" as const, channelId },
    atEpochMs: context.clock.nowEpochMs(),
  };
  const [ingested] = await ingestMails(context, await prepareMails(context, [mail]));
  if (!ingested) throw new PipedeskError("PD_INTERNAL", "The message was not taken in.");
  const { status, reason, ticketId, conversationId, messageId } = ingested;
  return { status, reason, ticketId, conversationId, messageId };
}
