/** Files over plain requests, with the device's token. */
import { request as httpRequest, type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { BlobId } from "#shared/model/ids.ts";
import { FILE_PIECE_BYTES, MAX_FILE_BYTES } from "#shared/sync/limits.ts";
import { DEVICE_HEADER, FilePieceAnswer, MissingFilesAnswer, SYNC_PATHS } from "#shared/sync/protocol.ts";
import { notTheServer, offline, opened, parsed, strangeStatus, unreachable } from "../client/envelope.ts";
import type { LinkTarget } from "../client/socket-link.ts";
import { FILE_SILENCE_MS } from "../limits.ts";
import { tooLarge, type BlobLink } from "./blob-link.ts";

const CONTENT_RANGE_PATTERN = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15})$/u;

type Sent = {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
};

export function createHttpBlobLink({ serverUrl, token, deviceId, agent }: LinkTarget): BlobLink {
  const base = serverUrl.replace(/\/+$/u, "") + SYNC_PATHS.blobs;
  const pathOf = (id: BlobId) => `/${id}`;

  function send({ method, path, headers = {}, body }: Sent, signal: AbortSignal): Promise<IncomingMessage> {
    const url = new URL(base + path);
    return new Promise((resolve, reject) => {
      const sent = (url.protocol === "https:" ? httpsRequest : httpRequest)(
        url,
        {
          method,
          signal,
          timeout: FILE_SILENCE_MS,
          headers: { authorization: `Bearer ${token}`, [DEVICE_HEADER]: deviceId, ...headers },
          ...(agent === undefined ? {} : { agent }),
        },
        resolve,
      );
      sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
      sent.on("error", (cause) => reject(unreachable(cause)));
      if (body === undefined || body instanceof Uint8Array) sent.end(body);
      else pour(body, sent).catch(reject);
    });
  }

  async function answerOf(sent: Sent, signal: AbortSignal): Promise<unknown> {
    return answerIn(await send(sent, signal));
  }

  return {
    async missing(ids, signal) {
      const body = Buffer.from(JSON.stringify({ ids }));
      const headers = { "content-type": "application/json", "content-length": body.byteLength };
      return MissingFilesAnswer.parse(await answerOf({ method: "POST", path: "", headers, body }, signal)).missing;
    },
    async read(id, start, signal) {
      const headers = start === 0 ? {} : { range: `bytes=${start}-` };
      const response = await send({ method: "GET", path: pathOf(id), headers }, signal);
      const { statusCode } = response;
      const isFile = response.headers["content-type"] === "application/octet-stream";
      // It has no more than what is here already.
      if (statusCode === 416 && isFile) {
        response.resume();
        return { start, sizeBytes: start, chunks: Readable.from([]) };
      }
      if (!isFile || (statusCode !== 200 && statusCode !== 206)) {
        await answerIn(response);
        throw notTheServer("What answered is no server of Pipedesk.");
      }
      const range = CONTENT_RANGE_PATTERN.exec(response.headers["content-range"] ?? "");
      const from = range === null ? 0 : Number(range[1]);
      const sizeBytes = Number(range === null ? response.headers["content-length"] : range[2]);
      if (!Number.isSafeInteger(sizeBytes)) {
        response.destroy();
        throw notTheServer("What answered doesn't say how large the file is.");
      }
      if (sizeBytes > MAX_FILE_BYTES) {
        response.destroy();
        throw tooLarge();
      }
      return { start: from, sizeBytes, chunks: unbroken(response) };
    },
    async writePiece(id, { start, sizeBytes, content }, signal) {
      const upTo = start + content.byteLength;
      const range = content.byteLength === 0 ? "*" : `${start}-${upTo - 1}`;
      const headers = { "content-length": content.byteLength, "content-range": `bytes ${range}/${sizeBytes}` };
      return FilePieceAnswer.parse(await answerOf({ method: "PUT", path: pathOf(id), headers, body: content }, signal))
        .have;
    },
    async writeWhole(id, sizeBytes, chunks, signal) {
      const headers = { "content-length": sizeBytes };
      await answerOf({ method: "PUT", path: pathOf(id), headers, body: chunks }, signal);
    },
    close: () => agent?.destroy(),
  };
}

/** What comes from this device's own disk may fail too: that is told, and not taken for the network. */
async function pour(chunks: AsyncIterable<Uint8Array>, sent: ClientRequest): Promise<void> {
  try {
    await pipeline(chunks, sent);
  } catch (error) {
    if (errorCodeOf(error) === undefined) throw offline("The connection was cut off.", error);
    throw error;
  }
}

/** What a server says in words. @throws PD_SYNC_NOT_THE_SERVER, PD_SYNC_REVOKED, PD_SYNC_OFFLINE, what it refused with */
async function answerIn(response: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of unbroken(response)) {
    bytes += chunk.byteLength;
    if (bytes > FILE_PIECE_BYTES) throw notTheServer("What answered says more than any server of Pipedesk.");
    chunks.push(chunk);
  }
  const { statusCode = 0 } = response;
  const isJson = (response.headers["content-type"] ?? "").startsWith("application/json");
  if (statusCode >= 500 || !isJson) throw strangeStatus(statusCode);
  return opened(parsed(Buffer.concat(chunks).toString("utf8")));
}

async function* unbroken(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* response as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw offline("The answer broke off.", error);
  }
}
