import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { StaticFile } from "../page/static-files.ts";
import { ASSET_MAX_AGE_S } from "./limits.ts";

/** Answers a GET or HEAD with a file; rejects where the client goes away in the middle. */
export async function sendFile(request: IncomingMessage, response: ServerResponse, file: StaticFile): Promise<void> {
  response.setHeader("ETag", file.etag);
  response.setHeader("Cache-Control", file.immutable ? `public, max-age=${ASSET_MAX_AGE_S}, immutable` : "no-cache");
  if (request.headers["if-none-match"] === file.etag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { "Content-Type": file.contentType, "Content-Length": file.sizeBytes });
  if (request.method === "HEAD") response.end();
  else await pipeline(createReadStream(file.path), response);
}
