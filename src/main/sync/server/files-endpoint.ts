/** Where files meet the network: `GET`, `HEAD` and `PUT` of one by its name, `POST` for which of some are missing. Who asks was found out before. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { CONTRACT_ERROR_STATUS, ERRORS } from "#shared/errors/registry.ts";
import { BlobId } from "#shared/model/ids.ts";
import { FILE_PIECE_BYTES, MAX_FILE_BYTES } from "#shared/sync/limits.ts";
import { MissingFiles, SYNC_PATHS } from "#shared/sync/protocol.ts";
import type { Log } from "#main/desk/context.ts";
import { tooLarge } from "../files/blob-link.ts";
import type { ServerFiles } from "./server-files.ts";
import type { SyncCaller } from "./callers.ts";

const RANGE_PATTERN = /^bytes=(\d{1,15})-(\d{1,15})?$/u;
const CONTENT_RANGE_PATTERN = /^bytes (?:(\d{1,15})-(\d{1,15})|\*)\/(\d{1,15})$/u;

/** Answers a request below `SYNC_PATHS.blobs`, always. */
export async function handleFiles(
  files: ServerFiles,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  caller: SyncCaller,
  log: Log,
): Promise<void> {
  try {
    if (path === SYNC_PATHS.blobs) return await answerMissing(files, request, response, caller);
    const id = BlobId.safeParse(path.slice(SYNC_PATHS.blobs.length + 1));
    if (!id.success) throw new PipedeskError("PD_DESK_NOT_FOUND", "There is no file of that name.");
    if (request.method === "GET" || request.method === "HEAD")
      return await answerFile(files, request, response, id.data, caller);
    if (request.method === "PUT") return await takeFile(files, request, response, id.data, caller);
    throw new PipedeskError("PD_SYNC_MESSAGE", "Files are asked for and brought, and nothing else.");
  } catch (error) {
    if (response.headersSent || response.destroyed) {
      // The rest can't be told in words any more: the device sees that it broke off, and goes on from there.
      response.destroy();
      return;
    }
    const code = errorCodeOf(error);
    if (code === undefined) log.error("A device's file could not be answered.", { error });
    const message = code === undefined ? "Something went wrong on the server." : String(Object(error).message);
    response.statusCode = CONTRACT_ERROR_STATUS[ERRORS[code ?? "PD_INTERNAL"].contract];
    // What it would still bring is not read.
    if (!request.complete) response.setHeader("connection", "close");
    response.end(JSON.stringify({ error: { code: code ?? "PD_INTERNAL", message } }));
  }
}

async function answerMissing(
  files: ServerFiles,
  request: IncomingMessage,
  response: ServerResponse,
  caller: SyncCaller,
): Promise<void> {
  const asked =
    request.method === "POST" ? MissingFiles.safeParse(json(await bodyOf(request, FILE_PIECE_BYTES))) : null;
  if (asked?.success !== true) throw new PipedeskError("PD_SYNC_MESSAGE", "That is no question about files.");
  tell(response, { missing: await files.missing(caller, asked.data.ids) });
}

async function answerFile(
  files: ServerFiles,
  request: IncomingMessage,
  response: ServerResponse,
  id: BlobId,
  caller: SyncCaller,
): Promise<void> {
  const range = RANGE_PATTERN.exec(request.headers.range ?? "");
  const from = Number(range?.[1] ?? 0);
  const { sizeBytes, chunks } = await files.read(caller, id, from);
  response.setHeader("content-type", "application/octet-stream");
  response.setHeader("accept-ranges", "bytes");
  // A name never has other content.
  response.setHeader("etag", `"${id}"`);
  if (range !== null && from >= sizeBytes && sizeBytes > 0) {
    response.statusCode = 416;
    response.setHeader("content-range", `bytes */${sizeBytes}`);
    response.end();
    return;
  }
  const isPart = range !== null && sizeBytes > 0;
  const upTo = range?.[2] === undefined ? sizeBytes : Math.min(Number(range[2]) + 1, sizeBytes);
  response.statusCode = isPart ? 206 : 200;
  if (isPart) response.setHeader("content-range", `bytes ${from}-${upTo - 1}/${sizeBytes}`);
  response.setHeader("content-length", Math.max(upTo - from, 0));
  if (request.method === "HEAD") response.end();
  else await pipeline(firstOf(chunks, upTo - from), response);
}

async function takeFile(
  files: ServerFiles,
  request: IncomingMessage,
  response: ServerResponse,
  id: BlobId,
  caller: SyncCaller,
): Promise<void> {
  const given = request.headers["content-range"];
  const lengthBytes = Number(request.headers["content-length"] ?? Number.NaN);
  if (!Number.isInteger(lengthBytes)) throw new PipedeskError("PD_SYNC_MESSAGE", "How long it is has to be said.");
  if (given === undefined) {
    await files.takeWhole(caller, id, lengthBytes, unbroken(request));
    tell(response, { have: lengthBytes });
    return;
  }
  const range = CONTENT_RANGE_PATTERN.exec(given);
  const [start, end, sizeBytes] = [Number(range?.[1] ?? 0), range?.[2], Number(range?.[3])];
  const expectedBytes = end === undefined ? 0 : Number(end) + 1 - start;
  if (range === null || lengthBytes !== expectedBytes || start + expectedBytes > sizeBytes)
    throw new PipedeskError("PD_SYNC_MESSAGE", "The piece is not what its range says.");
  // Looked at before anything of it is read.
  if (lengthBytes > FILE_PIECE_BYTES || sizeBytes > MAX_FILE_BYTES) throw tooLarge();
  const content = await bodyOf(request, FILE_PIECE_BYTES);
  tell(response, { have: await files.takePiece(caller, id, { start, sizeBytes, content }) });
}

function tell(response: ServerResponse, answer: unknown): void {
  response.end(JSON.stringify({ answer }));
}

/** @throws PD_INPUT_TOO_LARGE */
async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of unbroken(request)) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new PipedeskError("PD_INPUT_TOO_LARGE", "That is more than a piece.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A request that breaks off is nobody's fault here. */
async function* unbroken(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* request as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new PipedeskError("PD_SYNC_OFFLINE", "The device went away.", { cause: error });
  }
}

async function* firstOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let left = maxBytes;
  for await (const chunk of chunks) {
    if (left <= 0) return;
    yield chunk.byteLength > left ? chunk.subarray(0, left) : chunk;
    left -= chunk.byteLength;
  }
}

/** Undefined for what is no JSON. */
function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
