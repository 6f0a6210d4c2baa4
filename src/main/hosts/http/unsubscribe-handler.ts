import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "#main/desk/context.ts";
import { UNSUBSCRIBE_PREFIX } from "#main/desk/outgoing/unsubscribe.ts";
import { createTranslate, type MessageKey, preferredLanguage } from "#shared/i18n/index.ts";
import type { DeskCore } from "../rpc/desk-core.ts";

export type UnsubscribeHandler = {
  /** Answers a request below `/unsubscribe/`, always; never throws. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

/**
 * `/unsubscribe/{token}`, the page of a marketing mail's link (E4). Opening it asks and changes nothing, since programs open every link of a mail to look through it; the form on it
 * and a mail program's own button both POST (RFC 8058). It needs no sign-in: the address is signed.
 * @rule E4
 */
export function createUnsubscribeHandler({
  core,
  log,
}: {
  readonly core: Pick<DeskCore, "unsubscribing">;
  readonly log: Log;
}): UnsubscribeHandler {
  return {
    async handle(request, response) {
      // What a mail program sends with it says nothing that the address does not.
      request.resume();
      const token = (request.url ?? "").slice(UNSUBSCRIBE_PREFIX.length).split("?", 1)[0] ?? "";
      try {
        if (request.method === "POST") {
          const isDone = await core.unsubscribing.unsubscribe(token);
          sendPage(request, response, isDone ? 200 : 404, isDone ? "done" : "unknown");
        } else if (request.method === "GET" || request.method === "HEAD") {
          const isKnown = core.unsubscribing.isKnown(token);
          sendPage(request, response, isKnown ? 200 : 404, isKnown ? "ask" : "unknown");
        } else {
          response.setHeader("Allow", "GET, HEAD, POST");
          sendPage(request, response, 405, "unknown");
        }
      } catch (error) {
        // The address is a secret: no log may show it.
        log.error("Somebody could not be unsubscribed.", { error });
        sendPage(request, response, 500, "failed");
      }
    },
  };
}

type PageOf = "ask" | "done" | "unknown" | "failed";

const TEXTS = {
  ask: "unsubscribe.page.ask",
  done: "unsubscribe.page.done",
  unknown: "unsubscribe.page.unknown",
  failed: "unsubscribe.page.failed",
} as const satisfies Record<PageOf, MessageKey>;

function sendPage(request: IncomingMessage, response: ServerResponse, status: number, page: PageOf): void {
  const language = preferredLanguage(
    (request.headers["accept-language"] ?? "").split(",").map((part) => part.split(";")[0]?.trim() ?? ""),
  );
  const t = createTranslate(language);
  const form = page === "ask" ? `<form method="post"><button>${t("unsubscribe.link")}</button></form>` : "";
  const body = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${t("unsubscribe.link")}</title>
<body style="font: 16px/1.5 system-ui; max-width: 32rem; margin: 20vh auto; padding: 0 1rem"><p>${t(TEXTS[page])}</p>${form}</body></html>`;
  response.setHeader(
    "Content-Security-Policy",
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  );
  response.writeHead(status, { "Content-Type": "text/html; charset=utf-8", "Content-Length": Buffer.byteLength(body) });
  response.end(request.method === "HEAD" ? undefined : body);
}
