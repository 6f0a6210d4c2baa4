import { openAsBlob } from "node:fs";
import { open } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { MAX_CALL_BYTES } from "#main/automation/webhooks/limits.ts";
import { storeErrorOf } from "#main/store/errors.ts";
import type { DeskCore } from "../../rpc/desk-core.ts";
import { MAX_JSON_BODY_BYTES, MAX_MAIL_BODY_BYTES, MAX_MAIL_IN_MEMORY_BYTES, MAX_UPLOAD_BYTES } from "../limits.ts";

/** A mail, in memory or on the disk until `remove` is called. */
export type MailBody = { readonly mail: Blob; remove(): Promise<void> };

const MAIL = { type: "message/rfc822" };

/**
 * Reads a mail as it is: whatever the content type says, the bytes are not decoded, since no charset but the mail's own is right for it. A large one is written to the
 * disk as it comes.
 * @throws PD_INPUT_TOO_LARGE; PD_STORE_… where the disk takes no more
 */
export async function readMailBody(request: IncomingMessage, work: DeskCore["work"]): Promise<MailBody> {
  const { "content-length": told, "transfer-encoding": coding } = request.headers;
  // A request that names neither has no body (RFC 9112 §6.3).
  if (coding === undefined && Number(told ?? 0) <= MAX_MAIL_IN_MEMORY_BYTES)
    return { mail: new Blob(await readChunks(request, MAX_MAIL_IN_MEMORY_BYTES), MAIL), remove: async () => undefined };
  refuseUnfit(request, MAX_MAIL_BODY_BYTES);
  const folder = await work.make();
  try {
    const path = join(folder.path, "mail.eml");
    await writeBody(request, path);
    return { mail: await openAsBlob(path, MAIL), remove: () => folder.remove() };
  } catch (error) {
    // The rest is taken off the wire and dropped: a client that is still sending couldn't read the answer otherwise.
    request.resume();
    await folder.remove();
    throw error;
  }
}

async function writeBody(request: IncomingMessage, path: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    let sizeBytes = 0;
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > MAX_MAIL_BODY_BYTES) throw tooLarge(MAX_MAIL_BODY_BYTES);
      await file.writeFile(chunk);
    }
  } catch (error) {
    throw request.complete || !request.destroyed ? storeErrorOf(error, "The mail could not be kept") : lost(error);
  } finally {
    await file.close();
  }
  if (!request.complete) throw lost();
}

function lost(cause?: unknown): PipedeskError {
  return invalid("The connection was lost before the whole body had arrived.", cause);
}

/**
 * Reads a form with files, or JSON whatever else the content type says. An empty body is an empty object, so that what is missing in it is
 * told by name.
 * @throws PD_INPUT_TOO_LARGE, PD_INPUT_INVALID
 */
export async function readStructuredBody(request: IncomingMessage): Promise<FormData | Record<string, unknown>> {
  const contentType = request.headers["content-type"] ?? "";
  return /^multipart\/form-data\b/iu.test(contentType) ? readForm(request, contentType) : readJson(request);
}

/**
 * Reads what another program calls with: a form without files, or JSON of any kind.
 * @throws PD_INPUT_TOO_LARGE, PD_INPUT_INVALID
 */
export async function readCallBody(request: IncomingMessage): Promise<unknown> {
  const text = decoded(Buffer.concat(await readChunks(request, MAX_CALL_BYTES)));
  return /^application\/x-www-form-urlencoded\b/iu.test(request.headers["content-type"] ?? "")
    ? Object.fromEntries(new URLSearchParams(text))
    : parsed(text);
}

async function readForm(request: IncomingMessage, contentType: string): Promise<FormData> {
  const bytes = new Blob(await readChunks(request, MAX_UPLOAD_BYTES));
  try {
    return await new Response(bytes, { headers: { "Content-Type": contentType } }).formData();
  } catch (error) {
    throw invalid("The form can't be read.", error);
  }
}

/**
 * Reads a JSON object of a few values.
 * @throws PD_INPUT_TOO_LARGE, PD_INPUT_INVALID
 */
export async function readSmallJson(request: IncomingMessage, maxBytes: number): Promise<Record<string, unknown>> {
  return readJson(request, maxBytes);
}

async function readJson(request: IncomingMessage, maxBytes = MAX_JSON_BODY_BYTES): Promise<Record<string, unknown>> {
  const bytes = Buffer.concat(await readChunks(request, maxBytes));
  if (bytes.length === 0) return {};
  const value = parsed(decoded(bytes));
  if (!isObject(value)) throw invalid("The body must be a JSON object.");
  return value;
}

const NO_JSON = "The body is not valid JSON in UTF-8.";

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw invalid(NO_JSON, error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(NO_JSON, error);
  }
}

function refuseUnfit(request: IncomingMessage, maxBytes: number): void {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") throw invalid(`Bodies with the content encoding "${encoding}" are not accepted.`);
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

async function readChunks(request: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer>[]> {
  refuseUnfit(request, maxBytes);
  const chunks: Buffer<ArrayBuffer>[] = [];
  let sizeBytes = 0;
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer<ArrayBuffer>) => {
      sizeBytes += chunk.length;
      // Past the limit the rest is taken off the wire and dropped: a client that is still sending couldn't read the answer otherwise.
      if (sizeBytes <= maxBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(tooLarge(maxBytes));
      }
    });
    request.on("end", () => resolve(chunks));
    const onEnd = (error?: Error) => {
      if (!request.complete) reject(lost(error));
    };
    request.on("error", onEnd);
    request.on("close", onEnd);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function tooLarge(maxBytes: number): PipedeskError {
  const reason = `At most ${maxBytes / 1024 / 1024} MB are accepted here.`;
  return new PipedeskError("PD_INPUT_TOO_LARGE", `The body is too large. ${reason}`, { details: { reason } });
}

function invalid(message: string, cause?: unknown): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", message, { details: { issues: [{ path: "", message }] }, cause });
}
