import type { ImapFlow } from "imapflow";
import { MailSetAsideReason, type MailSetAside } from "#shared/model/mail.ts";
import type { BlobStore } from "#main/store/blobs.ts";
import type { KeptSource } from "../large/read-large-mail.ts";
import { setAside } from "../mime/parse-mail.ts";
import { PIECE_BYTES, PREFIX_BYTES, type SizeLimits } from "./limits.ts";

/** A message as it came from the server. */
export type Received =
  | { readonly kind: "whole"; readonly uid: number; readonly raw: Uint8Array }
  /** Too large for memory: its source is kept. */
  | { readonly kind: "kept"; readonly uid: number; readonly source: KeptSource }
  /** Not to be read: too large even for that, or the server gives only its header. */
  | {
      readonly kind: "set-aside";
      readonly uid: number;
      readonly beginning: Uint8Array;
      readonly read: MailSetAside;
    };

export type ReceiveTools = { readonly files: BlobStore; readonly limits: SizeLimits };

/** Another client deleted or moved the message meanwhile. */
export const GONE = "gone";

/** The server answered, and its answer is no; the connection goes on. Being throttled is no such answer. */
export function isRefusal(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { responseStatus, code } = error as { responseStatus?: unknown; code?: unknown };
  return (responseStatus === "NO" || responseStatus === "BAD") && code !== "ETHROTTLE";
}

/** The folder is not there any more. */
export function isMissingFolder(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { mailboxMissing, code } = error as { mailboxMissing?: unknown; code?: unknown };
  return mailboxMissing === true || code === "NotFound";
}

/** Sizes of these messages as the server tells them; what it doesn't name is gone. */
export async function sizesOf(client: ImapFlow, uids: readonly number[]): Promise<Map<number, number>> {
  const asked = new Set(uids);
  const sizes = new Map<number, number>();
  for await (const { uid, size } of client.fetch(rangeOf(uids), { uid: true, size: true }, { uid: true })) {
    if (asked.has(uid)) sizes.set(uid, size ?? 0);
  }
  return sizes;
}

/**
 * Messages in one command. What came before a failure is handed out with it: on a bad line every message counts.
 * None of these is marked as read by it.
 */
export async function receiveMany(
  client: ImapFlow,
  uids: readonly number[],
): Promise<{ readonly received: ReadonlyMap<number, Received>; readonly error: Error | null }> {
  const asked = new Set(uids);
  const received = new Map<number, Received>();
  try {
    for await (const { uid, source } of client.fetch(rangeOf(uids), { uid: true, source: true }, { uid: true })) {
      if (source && asked.has(uid)) received.set(uid, { kind: "whole", uid, raw: source });
    }
    return { received, error: null };
  } catch (error) {
    return { received, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/**
 * One message that is large or made trouble, in pieces. A server that lies about the size is not believed.
 * @throws what imapflow throws: a refusal (`isRefusal`), or the end of the connection
 */
export async function receiveOne(
  client: ImapFlow,
  uid: number,
  sizeBytes: number,
  tools: ReceiveTools,
): Promise<Received | typeof GONE> {
  const { maxMessageBytes, maxKeptBytes } = tools.limits;
  if (sizeBytes > maxKeptBytes) return receiveHeader(client, uid, tooLarge(sizeBytes, maxKeptBytes), sizeBytes);
  if (sizeBytes <= maxMessageBytes) {
    const raw = await gather(client, uid, sizeBytes, maxMessageBytes);
    if (raw === GONE) return GONE;
    if (raw !== null) return { kind: "whole", uid, raw };
  }
  return receiveFile(client, uid, sizeBytes, tools);
}

/** The header alone, for a message whose rest is not to be had; gone where not even that is. */
export async function receiveHeader(
  client: ImapFlow,
  uid: number,
  explanation: string,
  sizeBytes?: number,
): Promise<Received | typeof GONE> {
  const part = { key: "HEADER", start: 0, maxLength: PREFIX_BYTES };
  const answer = await client.fetchOne(String(uid), { uid: true, bodyParts: [part] }, { uid: true });
  const beginning = answer === false ? undefined : answer.headers;
  if (!beginning || beginning.byteLength === 0) return GONE;
  const reason = sizeBytes === undefined ? MailSetAsideReason.unreadable : MailSetAsideReason.tooLarge;
  return { kind: "set-aside", uid, beginning, read: setAside(beginning, reason, explanation, sizeBytes) };
}

/** Into memory; null where it is larger than it may be. */
async function gather(
  client: ImapFlow,
  uid: number,
  sizeBytes: number,
  maxBytes: number,
): Promise<Uint8Array | null | typeof GONE> {
  const pieces: Buffer[] = [];
  let total = 0;
  for await (const piece of piecesOf(client, uid, sizeBytes)) {
    pieces.push(piece);
    total += piece.byteLength;
    if (total > maxBytes) return null;
  }
  return total === 0 ? GONE : Buffer.concat(pieces);
}

/** Into a file, in flat memory. */
async function receiveFile(
  client: ImapFlow,
  uid: number,
  declaredBytes: number,
  { files, limits }: ReceiveTools,
): Promise<Received | typeof GONE> {
  let total = 0;
  /** The line's or the server's failure, which the store would take for its own. */
  const trouble: unknown[] = [];
  async function* counted(): AsyncGenerator<Buffer> {
    try {
      for await (const piece of piecesOf(client, uid, declaredBytes)) {
        total += piece.byteLength;
        if (total > limits.maxKeptBytes) throw new TooLarge();
        yield piece;
      }
    } catch (error) {
      trouble.push(error);
      throw error;
    }
  }
  try {
    const source = await files.putStream(counted());
    return source.sizeBytes === 0 ? GONE : { kind: "kept", uid, source };
  } catch (error) {
    const [cause = error] = trouble;
    if (cause instanceof TooLarge) return receiveHeader(client, uid, tooLarge(total, limits.maxKeptBytes), total);
    throw cause;
  }
}

class TooLarge extends Error {}

function tooLarge(sizeBytes: number, limit: number): string {
  return `The message has ${sizeBytes} bytes; the limit is ${limit}. It was left on the server, but for its header.`;
}

/** Ends early, and so tells `GONE` or a cut message by its size, where the message vanishes meanwhile. */
async function* piecesOf(client: ImapFlow, uid: number, declaredBytes: number): AsyncGenerator<Buffer> {
  for (let start = 0; ;) {
    const source = { start, maxLength: PIECE_BYTES };
    const answer = await client.fetchOne(String(uid), { uid: true, source }, { uid: true });
    const piece = answer === false ? undefined : answer.source;
    if (!piece || piece.byteLength === 0) {
      // Half a message is no message: what vanished between two pieces was deleted.
      if (start > 0 && start < declaredBytes) throw new Vanished();
      return;
    }
    yield piece;
    start += piece.byteLength;
    // A longer one than asked: the server knows no parts and gave all of it.
    if (piece.byteLength !== PIECE_BYTES) return;
  }
}

/** Answered like a refusal: asked again later, and gone then. */
class Vanished extends Error {
  readonly responseStatus = "NO";
  constructor() {
    super("The message vanished while it was fetched.");
  }
}

/** `1,2,3,7` as `1:3,7`: a hundred new mails are one short command. */
export function rangeOf(uids: readonly number[]): string {
  const ranges: string[] = [];
  for (let from = 0; from < uids.length;) {
    let to = from;
    while (uids[to + 1] === (uids[to] ?? 0) + 1) to += 1;
    ranges.push(from === to ? `${uids[from]}` : `${uids[from]}:${uids[to]}`);
    from = to + 1;
  }
  return ranges.join(",");
}
