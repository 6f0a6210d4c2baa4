import type { IncomingMessage } from "node:http";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { MAX_SYNC_MESSAGE_BYTES } from "#shared/sync/limits.ts";
import { DEVICE_HEADER, SYNC_PATHS, WaitAnswer, type SyncQuestion } from "#shared/sync/protocol.ts";
import { ANSWER_TIMEOUT_MS } from "../limits.ts";
import { notTheServer, offline, opened, parsed, refusalIn } from "./envelope.ts";
import type { LinkListener, SyncLink } from "./link.ts";
import type { LinkTarget } from "./socket-link.ts";

/** The protocol over plain requests, for networks that let no WebSocket through: news is waited for by a request that stays open. */
export async function openHttpLink(target: LinkTarget, listener: LinkListener, signal: AbortSignal): Promise<SyncLink> {
  const closing = new AbortController();
  signal.addEventListener("abort", () => closing.abort(), { once: true });

  async function ask(question: SyncQuestion): Promise<unknown> {
    return opened(parsed(await post(target, JSON.stringify(question), closing.signal)));
  }

  async function listen(): Promise<void> {
    let after = WaitAnswer.parse(await ask({ ask: "wait", after: 0 })).newest;
    while (!closing.signal.aborted) {
      const { newest } = WaitAnswer.parse(await ask({ ask: "wait", after }));
      if (newest > after) listener.news({ news: "newest", commit: newest });
      after = newest;
    }
  }

  listen().catch(() => {
    if (!closing.signal.aborted) listener.lost();
  });
  return { ask, close: () => closing.abort() };
}

function post({ serverUrl, token, deviceId, agent }: LinkTarget, body: string, signal: AbortSignal): Promise<string> {
  const url = new URL(serverUrl.replace(/\/+$/u, "") + SYNC_PATHS.ask);
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: "POST",
        signal,
        timeout: ANSWER_TIMEOUT_MS,
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${token}`,
          [DEVICE_HEADER]: deviceId,
        },
        ...(agent === undefined ? {} : { agent }),
      },
      (response) => void bodyOf(response).then(resolve, reject),
    );
    sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
    sent.on("error", (cause) => reject(offline(`The team's server can't be reached: ${cause.message}`, cause)));
    sent.end(body);
  });
}

/** @throws PD_SYNC_NOT_THE_SERVER, PD_SYNC_OFFLINE, and what the server says in refusing: PD_SYNC_REVOKED, PD_ACCESS_TOKEN */
async function bodyOf(response: IncomingMessage): Promise<string> {
  const { statusCode = 0 } = response;
  const isJson = (response.headers["content-type"] ?? "").startsWith("application/json");
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > MAX_SYNC_MESSAGE_BYTES) throw notTheServer("What answered says more than any server of Pipedesk.");
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof PipedeskError ? error : offline("The answer broke off.", error);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  const refusal = statusCode === 200 || !isJson ? undefined : refusalIn(text);
  if (refusal !== undefined) throw refusal;
  // 511: a network wants somebody to sign in (RFC 6585).
  if (statusCode >= 500 && statusCode !== 511) throw offline(`The team's server is not ready (status ${statusCode}).`);
  if (statusCode !== 200 || !isJson)
    throw notTheServer(`Something answered with status ${statusCode} where the team's server was expected.`);
  return text;
}
