import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { ASSET_MAX_AGE_S } from "./limits.ts";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".txt": "text/plain; charset=utf-8",
  ".map": "application/json",
};

export type StaticFiles = {
  /** Sends the file at this path of the address; false where there is none, and nothing was sent. */
  send(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<boolean>;
};

/** Serves the built renderer. Only files with a known type below `directory`, never a listing, never a dot file. */
export function createStaticFiles(directory: string): StaticFiles {
  return {
    send: async (request, response, pathname) => {
      const path = filePathOf(directory, pathname);
      const contentType = path === undefined ? undefined : CONTENT_TYPES[extname(path)];
      if (path === undefined || contentType === undefined) return false;
      const file = await stat(path).catch(() => undefined);
      if (!file?.isFile()) return false;
      const etag = `"${file.size.toString(36)}-${Math.trunc(file.mtimeMs).toString(36)}"`;
      response.setHeader("ETag", etag);
      // Vite puts the content's hash into the names below assets/.
      response.setHeader(
        "Cache-Control",
        pathname.startsWith("/assets/") ? `public, max-age=${ASSET_MAX_AGE_S}, immutable` : "no-cache",
      );
      if (request.headers["if-none-match"] === etag) {
        response.writeHead(304).end();
        return true;
      }
      response.writeHead(200, { "Content-Type": contentType, "Content-Length": file.size });
      if (request.method === "HEAD") response.end();
      else await pipeline(createReadStream(path), response);
      return true;
    },
  };
}

/** Undefined where the path leaves the directory or can't be a file of ours. */
function filePathOf(directory: string, pathname: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (decoded.includes("\0") || decoded.includes("\\") || decoded.split("/").some((part) => part.startsWith(".")))
    return undefined;
  const path = normalize(join(directory, decoded === "/" ? "index.html" : decoded));
  return path.startsWith(normalize(directory + sep)) ? path : undefined;
}
