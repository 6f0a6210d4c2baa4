import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { basename, dirname, relative, resolve } from "node:path";
import type { IngestResult } from "#shared/contract/channels.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { z } from "zod";
import {
  MailSetAsideReason,
  type MailAddress,
  type MailClassification,
  type MailParseResult,
  type ParsedMail,
} from "#shared/model/mail.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import { inOnePiece } from "#main/desk/commands/command.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { derivedId } from "#main/desk/derived-ids.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import { INGEST_BATCH_BYTES, INGEST_BATCH_MESSAGES } from "#main/store/limits.ts";
import { historicalTime, type IncomingMail } from "../ingest/incoming-mail.ts";
import { ingestMails, prepareMails, type Ingested, type PreparedMails } from "../ingest/ingest.ts";
import { setAside } from "../mime/parse-mail.ts";
import type { ReadMails } from "../reading/mail-reader.ts";
import { readLargeMail, type KeptSource } from "../large/read-large-mail.ts";
import { MAX_KEPT_FILE_BYTES } from "../limits.ts";
import type { FilePath } from "./find-files.ts";
import { unescapedMboxChunks } from "./mbox-escapes.ts";
import { readMailSources, sourceSize } from "./read-mail-sources.ts";
import type { MailPosition, SourceMail } from "./source-mail.ts";

/** What an import tells of one message: the line of `pipedesk import --json`. `messageId` is '' where nothing could be kept: the import as a whole has then failed. */
export type ImportLine = IngestResult & {
  readonly file: string;
  /** Position of the message in its file, from 0. */
  readonly index: number;
  readonly subject: string;
  /** `Name <address>`, as people write it. */
  readonly from: string;
  readonly to: string;
  /** ISO 8601 of the Date header; null where it has none that makes sense. */
  readonly date: string | null;
  readonly attachments: readonly { readonly name: string; readonly contentType: string; readonly sizeBytes: number }[];
  readonly classification: Pick<MailClassification, "automatic" | "bounce" | "list" | "forwarded" | "reason">;
  readonly visibleText: string;
  /** Ids of workflows that it would have set off were it no history (D7). */
  readonly heldBack?: readonly string[];
};

export type ImportProgress = { readonly doneBytes: number; readonly totalBytes: number };

export type ImportOptions = {
  readonly paths: readonly string[];
  readonly channel: Channel;
  /** Addresses of the desk beside those it knows. */
  readonly ownAddresses: readonly string[];
  /** Where a single message that is too large to be read is kept meanwhile. */
  readonly spoolDir: string;
  /** The desk's folder: its own files are no mail to be read again. */
  readonly deskDir: string;
  /** Messages that are read while those before are written; default `INGEST_BATCH_MESSAGES`. */
  readonly batchMessages?: number;
  readonly readMails: ReadMails;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
};

/**
 * Imports mail files into a channel, batch by batch, in flat memory. Each batch is committed before its lines are given out, with its
 * position, so that an import that was cut off goes on where it was. Doing it all again only finds duplicates.
 */
export async function* importMail(context: DeskContext, options: ImportOptions): AsyncGenerator<ImportLine> {
  const positionId = derivedId("import", options.channel.id, ...options.paths.map((path) => resolve(path)));
  const totalBytes = await sourceSize(options.paths, options.deskDir);
  const resumeFrom = await readPosition(context, positionId);
  const ownAddresses = Array.from(ownAddressesOf(context.setup, options.ownAddresses));
  const batchMessages = options.batchMessages ?? INGEST_BATCH_MESSAGES;
  let gathered: SourceMail[] = [];
  let gatheredBytes = 0;
  /** At most one batch, read and with its files written while the one before is being committed. */
  const ahead: Promise<PreparedBatch>[] = [];

  async function finish(batch: PreparedBatch): Promise<ImportLine[]> {
    const last = batch.sources.at(-1);
    const lines = await commitBatch(context, batch, options.ownAddresses, (piece) => {
      if (last) piece.local.put(positionRecord(context, positionId, last.next));
    });
    if (last) options.onProgress?.({ doneBytes: last.progressBytes, totalBytes });
    return lines;
  }

  async function work(): Promise<ImportLine[]> {
    const before = await ahead.pop();
    const sources = gathered;
    gathered = [];
    gatheredBytes = 0;
    const prepared = prepareBatch(context, options, sources, ownAddresses);
    // Its failure is met where it is awaited, after the batch before is committed.
    prepared.catch(() => undefined);
    ahead.push(prepared);
    return before ? finish(before) : [];
  }

  const sources = readMailSources(options.paths, {
    spoolDir: options.spoolDir,
    ownDirectory: options.deskDir,
    ...(resumeFrom ? { resumeFrom } : {}),
  });
  for await (const source of sources) {
    gathered.push(source);
    gatheredBytes += source.kind === "mail" ? source.raw.byteLength : 0;
    if (gathered.length >= batchMessages || gatheredBytes >= INGEST_BATCH_BYTES) yield* await work();
    if (options.signal?.aborted) return;
  }
  yield* await work();
  const last = await ahead.pop();
  if (last) yield* await finish(last);
  await forgetPosition(context, positionId);
}

type PreparedBatch = {
  readonly sources: readonly SourceMail[];
  readonly mailSources: readonly SourceMail[];
  readonly mails: PreparedMails;
};

/**
 * What a history calls the file: its way from the folder or file that the person named. Where on the disk that lies says nothing to others, and an
 * upload lies in a folder that is gone when the import is over.
 */
function shownName(file: string, paths: readonly string[]): string {
  const place = resolve(file);
  for (const path of paths.map((given) => resolve(given))) {
    const way = relative(dirname(path), place);
    if (way !== "" && !way.startsWith("..")) return way;
  }
  return basename(place);
}

async function prepareBatch(
  context: DeskContext,
  { channel, paths, readMails }: Pick<ImportOptions, "channel" | "paths" | "readMails">,
  sources: readonly SourceMail[],
  ownAddresses: readonly string[],
): Promise<PreparedBatch> {
  const mails = new Map<SourceMail, IncomingMail>();
  const raws = sources.flatMap((source) => (source.kind === "mail" ? [source.raw] : []));
  const reads = (await readMails(raws, { ownAddresses })).values();
  for (const source of sources) {
    const taken = await taking(source);
    if (taken === null) continue;
    const atEpochMs = historicalTime(dateOf(taken.read), context.clock.nowEpochMs());
    mails.set(source, {
      ...taken,
      channel,
      cause: { kind: "import", source: shownName(source.file, paths) },
      atEpochMs,
      isHistory: true,
    });
  }
  return {
    sources,
    mailSources: Array.from(mails.keys()),
    mails: await prepareMails(context, Array.from(mails.values())),
  };

  async function taking(source: SourceMail): Promise<Taken | null> {
    switch (source.kind) {
      case "mail":
        return takenOf(source.raw, reads.next().value);
      case "large":
        return readLargeMail({ files: context.store.files, readMails, ownAddresses }, await keepLarge(context, source));
      case "set-aside":
        return keepSource(context, source);
    }
  }
}

async function commitBatch(
  context: DeskContext,
  batch: PreparedBatch,
  ownAddresses: readonly string[],
  progress: (piece: PieceOfWork) => void,
): Promise<ImportLine[]> {
  const ingested = await ingestMails(context, batch.mails, { ownAddresses, isBulk: true, progress });
  const results = new Map(batch.mailSources.map((source, position) => [source, ingested[position]]));
  return batch.sources.map((source) => {
    const result = results.get(source);
    return result ? lineOf(source, result) : unkeptLine(source);
  });
}

type Taken = Pick<IncomingMail, "raw" | "read" | "kept">;
type SetAsideSource = Extract<SourceMail, { kind: "set-aside" }>;

function takenOf(raw: Uint8Array, read: MailParseResult | undefined): Taken {
  if (!read) throw new TypeError("A mail was read and nothing came of it.");
  return { raw, read };
}

/** As it was before a mailbox file escaped it. */
async function keepLarge(
  { store: { files } }: DeskContext,
  { spoolPath, isEscaped }: Extract<SourceMail, { kind: "large" }>,
): Promise<KeptSource> {
  if (!isEscaped) return files.takeFile(spoolPath);
  const kept = await files.putStream(unescapedMboxChunks(createReadStream(spoolPath)));
  await rm(spoolPath, { force: true });
  return kept;
}

/** Keeps the source of what could not be read as mail (H6); null where there is nothing to keep: a file that could not be opened. */
async function keepSource(context: DeskContext, source: SetAsideSource): Promise<Taken | null> {
  const { reason, explanation, rawPrefix, sizeBytes, spoolPath } = source;
  const read = setAside(rawPrefix, reason, explanation, sizeBytes);
  if (spoolPath !== null) {
    return { raw: rawPrefix, read, kept: await context.store.files.takeFile(spoolPath) };
  }
  if (reason === MailSetAsideReason.notMail) {
    const kept = await keepFile(context, source.path);
    return kept ? { raw: rawPrefix, read, kept } : null;
  }
  // Of what was too large to be spooled, and of what could not be opened, there is no source to keep.
  const isNothing =
    reason === MailSetAsideReason.tooLarge || (reason === MailSetAsideReason.unreadable && rawPrefix.byteLength === 0);
  return isNothing ? null : { raw: rawPrefix, read };
}

/** null where the file is larger than any mail, or went away since it was looked at. */
async function keepFile({ store }: DeskContext, file: FilePath): Promise<Taken["kept"] | null> {
  try {
    const { size } = await stat(file);
    return size > MAX_KEPT_FILE_BYTES ? null : await store.files.putFile(file);
  } catch (error) {
    if (errorCodeOf(error) === undefined || errorCodeOf(error) === "PD_IMPORT_SOURCE") return null;
    throw error;
  }
}

function unkeptLine(source: SourceMail): ImportLine {
  return {
    file: source.file,
    index: source.index,
    status: "set-aside",
    reason: `${source.kind === "set-aside" ? source.explanation : ""} It was left where it is.`,
    ticketId: null,
    conversationId: null,
    messageId: "",
    date: null,
    ...NOTHING_READ,
  };
}

const NOTHING_READ = {
  subject: "",
  from: "",
  to: "",
  attachments: [],
  classification: { automatic: false, bounce: false, list: false, forwarded: false, reason: "" },
  visibleText: "",
} as const;

function dateOf(read: MailParseResult): number | null {
  return read.kind === "parsed" ? read.mail.dateEpochMs : read.partial.dateEpochMs;
}

function lineOf({ file, index }: SourceMail, { mail, ...result }: Ingested): ImportLine {
  const { read } = mail;
  const date = dateOf(read);
  const common = {
    file,
    index,
    status: result.status,
    reason: result.reason,
    ticketId: result.ticketId,
    conversationId: result.conversationId,
    messageId: result.messageId,
    date: date === null ? null : new Date(date).toISOString(),
    ...(result.heldBack?.length ? { heldBack: result.heldBack } : {}),
  };
  if (read.kind === "parsed") return { ...common, ...toldOf(read.mail) };
  return {
    ...common,
    ...NOTHING_READ,
    subject: read.partial.subject,
    from: read.partial.from.map(formatAddress).join(", "),
  };
}

function toldOf(
  mail: ParsedMail,
): Pick<ImportLine, "subject" | "from" | "to" | "attachments" | "classification" | "visibleText"> {
  const { automatic, bounce, list, forwarded, reason } = mail.classification;
  return {
    subject: mail.subject,
    from: mail.from.map(formatAddress).join(", "),
    to: mail.to.map(formatAddress).join(", "),
    attachments: mail.attachments.map(({ name, contentType, sizeBytes }) => ({ name, contentType, sizeBytes })),
    classification: { automatic, bounce, list, forwarded, reason },
    visibleText: mail.visibleText,
  };
}

function formatAddress({ name, address }: MailAddress): string {
  if (name === "") return address;
  return address === "" ? name : `${name} <${address}>`;
}

const StoredPosition = z.object({
  file: z.string(),
  offsetBytes: z.number(),
  index: z.number(),
  filesDigest: z.string(),
});

async function readPosition({ store }: DeskContext, id: string): Promise<MailPosition | null> {
  const record = await store.local.get(id);
  const position = StoredPosition.safeParse(record?.value);
  return position.success ? position.data : null;
}

function positionRecord({ clock }: DeskContext, id: string, position: MailPosition | null): LocalRecord {
  return { id, value: position && { ...position }, updatedAtEpochMs: clock.nowEpochMs() };
}

async function forgetPosition(context: DeskContext, id: string): Promise<void> {
  await inOnePiece(context, async (batch) => {
    if (await batch.local.get(id)) batch.local.put(positionRecord(context, id, null));
  });
}
