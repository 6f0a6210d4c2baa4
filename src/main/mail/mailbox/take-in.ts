import type { ChannelId } from "#shared/model/ids.ts";
import type { MailParseResult } from "#shared/model/mail.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import { historicalTime, type IncomingMail } from "../ingest/incoming-mail.ts";
import { ingestMails, prepareMails, type Ingested } from "../ingest/ingest.ts";
import { readLargeMail } from "../large/read-large-mail.ts";
import { MAILS_A_PIECE } from "../limits.ts";
import type { Probe } from "../probe.ts";
import type { ReadMails } from "../reading/mail-reader.ts";
import type { Received } from "./receive.ts";

export type TakeInDeps = {
  readonly context: DeskContext;
  readonly channelId: ChannelId;
  readonly probe: Probe;
  readonly readMails: ReadMails;
};

/** What is known of messages from where they lay. */
export type Origin = {
  /** The spam folder: into the inbox view, without tickets. */
  readonly isJunk: boolean;
  readonly historyBelowUid: number;
};

/**
 * Takes messages into the desk, files first, then documents. On return all of them are there for good; the same ones again change nothing (H4).
 *
 * A message that lay in the folder before the desk knew it takes its own date for its place in the history, as an import does, so that the
 * timeline is told in the order in which things happened. Unlike an archive it may belong to tickets that people have worked on since: such
 * a message is shown there, and undoes nothing (`isHistory`). What arrives from then on happens now, whatever its date claims.
 * @param progress told in their last piece of work, to put there how far the mailbox has got
 * @returns when the newest of those that were new came; null where all were known.
 */
export async function takeIn(
  { context, channelId, probe, readMails }: TakeInDeps,
  messages: readonly Received[],
  origin: Origin,
  progress: (piece: PieceOfWork, newestEpochMs: number | null) => void,
): Promise<number | null> {
  await probe("fetch.received");
  const ownAddresses = Array.from(ownAddressesOf(context.setup));
  const raws = messages.flatMap((message) => (message.kind === "whole" ? [message.raw] : []));
  const reads = (await readMails(raws, { ownAddresses })).values();
  const mails: IncomingMail[] = [];
  for (const message of messages) {
    const taken = await takenOf(message);
    mails.push(mailOf(context, channelId, message.uid, taken, origin));
  }
  const prepared = await prepareMails(context, mails);
  await probe("fetch.files-written");
  const ingested = await ingestMails(context, prepared, {
    isBulk: messages.length > MAILS_A_PIECE,
    // A mailbox is the host's alone (H2).
    guard: () => context.host.requireHost(),
    progress: (piece, so) => progress(piece, newestOf(so)),
  });
  await probe("fetch.committed");
  return newestOf(ingested);

  async function takenOf(message: Received): Promise<Taken> {
    switch (message.kind) {
      case "whole": {
        const read = reads.next().value;
        if (!read) throw new TypeError("A mail was read and nothing came of it.");
        return { raw: message.raw, read };
      }
      case "kept":
        return readLargeMail({ files: context.store.files, readMails, ownAddresses }, message.source);
      case "set-aside":
        return { raw: message.beginning, read: message.read };
    }
  }
}

type Taken = Pick<IncomingMail, "raw" | "read" | "kept">;

function newestOf(ingested: readonly Ingested[]): number | null {
  const times = ingested.filter(({ status }) => status !== "duplicate").map(({ mail }) => mail.atEpochMs);
  return times.length === 0 ? null : Math.max(...times);
}

function mailOf(
  context: DeskContext,
  channelId: ChannelId,
  uid: number,
  taken: Taken,
  { isJunk, historyBelowUid }: Origin,
): IncomingMail {
  const isHistory = uid < historyBelowUid;
  const nowEpochMs = context.clock.nowEpochMs();
  return {
    ...taken,
    channel: context.setup.require("channel", channelId),
    cause: { kind: "channel", channelId },
    atEpochMs: isHistory ? historicalTime(dateOf(taken.read), nowEpochMs) : nowEpochMs,
    isHistory,
    ...(isJunk ? { createTickets: false, fromSpamFolder: true } : {}),
  };
}

function dateOf(read: MailParseResult): number | null {
  return read.kind === "parsed" ? read.mail.dateEpochMs : read.partial.dateEpochMs;
}
