import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import tls from "node:tls";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { HTTP_FOR_MS } from "../limits.ts";
import { openHttpLink } from "./http-link.ts";
import type { OpenLink } from "./link.ts";
import { openSocketLink, type LinkTarget } from "./socket-link.ts";

/** A WebSocket that ends sooner than this was cut by somebody on the way, milliseconds. */
const CUT_BEFORE_MS = 5_000;
/** So many in a row, and plain requests are tried. */
const CUTS_UNTIL_HTTP = 2;

/**
 * Opens a WebSocket; where networks cut or refuse those, plain requests, and after a while a WebSocket again. Proxies are taken from the environment
 * (`HTTPS_PROXY`, `NO_PROXY`, …).
 */
export function createOpenLink(
  target: Omit<LinkTarget, "agent">,
  { elapsedMs, env }: { readonly elapsedMs: () => number; readonly env: NodeJS.ProcessEnv },
): OpenLink {
  const agent = agentFor(target.serverUrl, env);
  const full: LinkTarget = { ...target, agent };
  let cuts = 0;
  let httpUntilMs = 0;

  return async (listener, signal) => {
    if (elapsedMs() < httpUntilMs) return openHttpLink(full, listener, signal);
    try {
      const openedAtMs = elapsedMs();
      return await openSocketLink(
        full,
        {
          news: listener.news,
          lost() {
            cuts = elapsedMs() - openedAtMs < CUT_BEFORE_MS ? cuts + 1 : 0;
            if (cuts >= CUTS_UNTIL_HTTP) httpUntilMs = elapsedMs() + HTTP_FOR_MS;
            listener.lost();
          },
        },
        signal,
      );
    } catch (error) {
      // Something answered, but not with a WebSocket, or hung up: plain requests will tell whether it is the server.
      if (errorCodeOf(error) !== "PD_SYNC_NOT_THE_SERVER" && !isHangUp(error)) throw error;
      const link = await openHttpLink(full, listener, signal);
      try {
        await link.ask({ ask: "wait", after: 0 });
      } catch (refusal) {
        link.close();
        throw refusal;
      }
      httpUntilMs = elapsedMs() + HTTP_FOR_MS;
      return link;
    }
  };
}

/** Keeps connections, goes by the proxy that the environment names, and trusts whom the program trusts and whom this machine does: many organisations have certificates of their own. */
export function agentFor(serverUrl: string, env: NodeJS.ProcessEnv, maxSockets?: number): HttpAgent {
  const options = { keepAlive: true, proxyEnv: env, ...(maxSockets === undefined ? {} : { maxSockets }) };
  return serverUrl.startsWith("https:") ? new HttpsAgent({ ...options, ca: trusted() }) : new HttpAgent(options);
}

/** Undefined, which is what Node brings, where it can't be asked. */
function trusted(): string[] | undefined {
  // Electron's Node is older than this where the tests run.
  const { getCACertificates } = tls as Partial<typeof tls>;
  // Most stand in both lists, and each is read again for every connection.
  return getCACertificates && [...new Set([...getCACertificates("default"), ...getCACertificates("system")])];
}

/** Some proxies end what wants to become a WebSocket without a word. */
function isHangUp(error: unknown): boolean {
  return error instanceof Error && Object(error.cause).code === "ECONNRESET";
}
