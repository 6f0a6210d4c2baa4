import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import { createTranslate, preferredLanguage, type Language } from "#shared/i18n/index.ts";

/** How a request of the browser was answered: what its page says. */
export type CallbackOutcome = "done" | "failed" | "ended";

export type Loopback = {
  readonly port: number;
  /** Takes no more requests; what is being answered is. */
  close(): Promise<void>;
};

/**
 * Where the provider sends the browser back to (RFC 8252 §7.3): listens on this machine alone, on a port that the system picks.
 * `onCallback` gets the query of each request to the path `/`; the language is the browser's.
 */
export async function openLoopback(
  onCallback: (query: string, language: Language) => Promise<CallbackOutcome>,
): Promise<Loopback> {
  let answering = 0;
  let closing = false;
  // Connections that a browser opened ahead and said nothing on count as busy for Node, so they are cut off.
  const cutOff = () => closing && answering === 0 && server.closeAllConnections();
  const server = createServer((request, response) => {
    answering += 1;
    response.once("close", () => {
      answering -= 1;
      cutOff();
    });
    void answer(request, response, onCallback);
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.headersTimeout = REQUEST_TIMEOUT_MS;
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    port,
    async close() {
      const closed = once(server, "close");
      closing = true;
      server.close();
      cutOff();
      await closed;
    },
  };
}

/** A browser on this machine says what it wants at once. */
const REQUEST_TIMEOUT_MS = 5_000;

/** A browser opens a few ahead. */
const MAX_CONNECTIONS = 16;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  onCallback: (query: string, language: Language) => Promise<CallbackOutcome>,
): Promise<void> {
  const language = preferredLanguage(
    (request.headers["accept-language"] ?? "").split(",").map((part) => part.split(";")[0]?.trim() ?? ""),
  );
  const [path = "", query = ""] = (request.url ?? "").split("?", 2);
  // A name that another site points at this machine is not ours.
  const named = /^(?:127\.0\.0\.1|localhost):\d+$/u.test(request.headers.host ?? "");
  if (request.method !== "GET" || path !== "/" || !named || query === "") {
    response.writeHead(404, { "Content-Length": 0, Connection: "close" }).end();
    return;
  }
  const outcome = await onCallback(query, language).catch(() => "failed" as const);
  const page = pageOf(outcome, language);
  response.writeHead(outcome === "done" ? 200 : 400, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(page),
    "Content-Security-Policy":
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    // The address bears the code.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    Connection: "close",
  });
  response.end(page);
}

function pageOf(outcome: CallbackOutcome, language: Language): string {
  const t = createTranslate(language);
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Pipedesk</title>
<body style="font: 16px/1.5 system-ui; max-width: 32rem; margin: 20vh auto; padding: 0 1rem">
<h1 style="font-size: 1.4rem">${t(`mailbox.oauth.${outcome}.title`)}</h1><p>${t(`mailbox.oauth.${outcome}.text`)}</p></body></html>`;
}
