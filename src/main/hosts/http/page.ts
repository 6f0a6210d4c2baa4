import type { IncomingMessage, ServerResponse } from "node:http";
import { createTranslate, preferredLanguage, type MessageKey } from "#shared/i18n/index.ts";
import { pagePolicy } from "../page/policy.ts";
import { findStaticFile } from "../page/static-files.ts";
import { contractError } from "../rpc/contract-error.ts";
import { sendError } from "./error-response.ts";
import { sendFile } from "./send-file.ts";

export type Page = {
  /** Answers everything that is not the API: the page and its files. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
};

export type PageOptions = {
  readonly directory: string;
  /** Of the host, for the policy of what the page may connect to. */
  readonly origins: readonly string[];
  /** Answers by itself where the page may not be shown, and returns true then. Default: everybody sees it. */
  readonly gate?: (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;
};

/** Serves the renderer that was built into `directory`. The page is one file: its routes are in the hash. */
export function createPage({ directory, origins, gate = () => false }: PageOptions): Page {
  // Safari before 15.4 doesn't count ws: as 'self'.
  // A policy can't name an IPv6 address (CSP3 §2.3.1); browsers would complain of the try.
  const named = origins.filter((origin) => !origin.includes("["));
  const policy = pagePolicy(named.map((origin) => origin.replace(/^http/u, "ws")));

  async function handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      sendError(response, nothingHere(405));
      return;
    }
    if (gate(request, response, url)) return;
    response.setHeader("Content-Security-Policy", policy);
    const file = await findStaticFile(directory, url.pathname);
    if (file) await sendFile(request, response, file);
    else if (url.pathname === "/") sendNotice(request, response, 503, "host.unbuilt", "host.unbuiltHelp");
    else sendError(response, nothingHere(404));
  }

  return { handle };
}

/** A page of a few words, in the language of the browser. */
export function sendNotice(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  title: MessageKey & `host.${string}`,
  help: MessageKey & `host.${string}`,
): void {
  const language = preferredLanguage(
    (request.headers["accept-language"] ?? "").split(",").map((part) => part.split(";")[0]?.trim() ?? ""),
  );
  const t = createTranslate(language);
  // A link from another site brings no cookie with it (SameSite); the link on this page does.
  const body = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Pipedesk</title>
<body style="font: 16px/1.5 system-ui; max-width: 32rem; margin: 20vh auto; padding: 0 1rem">
<h1 style="font-size: 1.4rem">${t(title)}</h1><p>${t(help)}</p><p><a href="/">${t("host.tryAgain")}</a></p></body></html>`;
  response.setHeader(
    "Content-Security-Policy",
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  response.writeHead(status, { "Content-Type": "text/html; charset=utf-8", "Content-Length": Buffer.byteLength(body) });
  response.end(request.method === "HEAD" ? undefined : body);
}

function nothingHere(status: 404 | 405) {
  return contractError("PD_DESK_NOT_FOUND", "There is nothing at this address.", {
    details: { what: "address" },
    status,
  });
}
