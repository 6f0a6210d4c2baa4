import { readFile } from "node:fs/promises";
import type { CustomScheme } from "electron";
import { pagePolicy } from "../page/policy.ts";
import { findStaticFile } from "../page/static-files.ts";

/**
 * The page's own scheme. Unlike `file:` it has an origin, so that storage, `postMessage` and the policy work as on the web, and it serves the
 * built renderer and nothing else of the disk.
 */
export const APP_SCHEME: CustomScheme = {
  scheme: "app",
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};
export const APP_ORIGIN = "app://pipedesk";

/** Answers the page's requests for its files. */
export function createAppProtocol(directory: string): (request: Request) => Promise<Response> {
  const policy = pagePolicy([]);
  return async (request) => {
    const url = URL.parse(request.url);
    const isOurs = request.method === "GET" && url !== null && `${url.protocol}//${url.host}` === APP_ORIGIN;
    const file = isOurs ? await findStaticFile(directory, url.pathname || "/") : undefined;
    if (!file) return new Response(null, { status: 404 });
    // Not `openAsBlob`: it knows nothing of the archive that the shipped program lies in.
    return new Response(await readFile(file.path), {
      headers: {
        "Content-Type": file.contentType,
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": file.immutable ? "max-age=31536000, immutable" : "no-cache",
      },
    });
  };
}
