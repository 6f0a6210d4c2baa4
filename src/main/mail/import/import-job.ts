import type { IngestResult } from "#shared/contract/channels.ts";
import type { MailAddress, MailClassification, MailParseResult, ParsedMail } from "#shared/model/mail.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { derivedId } from "#main/desk/derived-ids.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import { INGEST_BATCH_MESSAGES } from "#main/store/limits.ts";
import { historicalTime, type IncomingMail } from "../ingest/incoming-mail.ts";
import { ingestMails, type Ingested } from "../ingest/ingest.ts";
import { parseMail } from "../mime/parse-mail.ts";
import { IMPORT_BATCH_BYTES } from "../limits.ts";
import { readMailSources, sourceSize, type SourceMail, type SourcePosition } from "./read-sources.ts";

/** What an import tells of one message: the line of `pipedesk import --json`. */
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
};

export type ImportProgress = { readonly doneBytes: number; readonly totalBytes: number };

export type ImportOptions = {
  readonly paths: readonly string[];
  readonly channel: Channel;
  /** Addresses of the desk beside those it knows. */
  readonly ownAddresses: readonly string[];
  /** Where a single message that is too large to be read is kept meanwhile. */
  readonly spoolDir: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
};

/**
 * Imports mail files into a channel, batch by batch, in flat memory. Each batch is committed before its lines are given out; its position is
 * kept, so that an import that was cut off goes on where it was. Doing it all again only finds duplicates.
 */
export async function* importMail(context: DeskContext, options: ImportOptions): AsyncGenerator<ImportLine> {
  const positionId = derivedId("import", options.channel.id, ...options.paths);
  const totalBytes = await sourceSize(options.paths);
  const resumeFrom = await readPosition(context, positionId);
  const ownAddresses = Array.from(ownAddressesOf(context.setup, options.ownAddresses));
  let doneBytes = 0;
  let gathered: SourceMail[] = [];
  let gatheredBytes = 0;

  const work = async (): Promise<ImportLine[]> => {
    const batch = gathered;
    gathered = [];
    gatheredBytes = 0;
    const lines = await importBatch(context, options, batch, ownAddresses);
    const last = batch.at(-1);
    if (last) {
      await writePosition(context, positionId, last.next);
      doneBytes = last.next.doneBytes;
      options.onProgress?.({ doneBytes, totalBytes });
    }
    return lines;
  };

  const sources = readMailSources(options.paths, { spoolDir: options.spoolDir, ...(resumeFrom ? { resumeFrom } : {}) });
  for await (const source of sources) {
    gathered.push(source);
    gatheredBytes += source.raw.byteLength;
    if (gathered.length >= INGEST_BATCH_MESSAGES || gatheredBytes >= IMPORT_BATCH_BYTES) yield* await work();
    if (options.signal?.aborted) return;
  }
  yield* await work();
  await writePosition(context, positionId, null);
}

async function importBatch(
  context: DeskContext,
  options: ImportOptions,
  sources: readonly SourceMail[],
  ownAddresses: readonly string[],
): Promise<ImportLine[]> {
  const mails: IncomingMail[] = [];
  for (const source of sources) {
    const read = source.setAside ?? (await parseMail(source.raw, { ownAddresses }));
    mails.push({
      raw: source.raw,
      read,
      channel: options.channel,
      cause: { kind: "import", source: source.file },
      atEpochMs: historicalTime(dateOf(read), context.clock.nowEpochMs()),
    });
  }
  const ingested = await ingestMails(context, mails, options.ownAddresses);
  return sources.flatMap((source, position) => {
    const result = ingested[position];
    return result ? [lineOf(source, result)] : [];
  });
}

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
  };
  if (read.kind === "parsed") return { ...common, ...toldOf(read.mail) };
  return {
    ...common,
    subject: read.partial.subject,
    from: read.partial.from.map(formatAddress).join(", "),
    to: "",
    attachments: [],
    classification: { automatic: false, bounce: false, list: false, forwarded: false, reason: "" },
    visibleText: "",
  };
}

function toldOf(mail: ParsedMail): Pick<ImportLine, "subject" | "from" | "to" | "attachments" | "classification" | "visibleText"> {
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

export function formatAddress({ name, address }: MailAddress): string {
  if (name === "") return address;
  return address === "" ? name : `${name} <${address}>`;
}

async function readPosition({ store }: DeskContext, id: string): Promise<SourcePosition | null> {
  const record = await store.local.get(id);
  return record && record.value !== null ? (record.value as SourcePosition) : null;
}

async function writePosition({ store, clock }: DeskContext, id: string, position: SourcePosition | null): Promise<void> {
  const previous = await store.local.get(id);
  if (!previous && position === null) return;
  await store.local.write([{ previous, next: { id, value: position, updatedAtEpochMs: clock.nowEpochMs() } }]);
}
