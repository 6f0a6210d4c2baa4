import { DEVICE_HEADER, SYNC_PATHS, WaitAnswer, type SyncQuestion } from "#shared/sync/protocol.ts";
import { opened, parsed, refusalIn, strangeStatus } from "./envelope.ts";
import type { LinkListener, SyncLink } from "./link.ts";
import { requestServer } from "./server-request.ts";
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

/** @throws PD_SYNC_NOT_THE_SERVER, PD_SYNC_OFFLINE, and what the server says in refusing: PD_SYNC_REVOKED, PD_ACCESS_TOKEN */
async function post(target: LinkTarget, body: string, signal: AbortSignal): Promise<string> {
  const { serverUrl, token, deviceId, agent } = target;
  const { status, isJson, text } = await requestServer(serverUrl, SYNC_PATHS.ask, {
    body,
    signal,
    agent,
    headers: { authorization: `Bearer ${token}`, [DEVICE_HEADER]: deviceId },
  });
  const refusal = status === 200 || !isJson ? undefined : refusalIn(text);
  if (refusal !== undefined) throw refusal;
  if (status !== 200 || !isJson) throw strangeStatus(status);
  return text;
}
