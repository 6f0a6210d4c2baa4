import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { WebhookAttempt, WebhookRequest } from "#shared/model/webhook-request.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import { signingKeyOf } from "#main/desk/commands/webhook-secrets.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Secrets } from "#main/desk/secrets.ts";
import type { Timers } from "#main/desk/timers.ts";
import { isAwaitedBy } from "./awaited.ts";
import { exchange, type Exchanged } from "./exchange.ts";
import { afterAttempt, judge, type Judged } from "./judge.ts";
import { anywhere, hostAndPort, publicOnly, refusePrivateLiteral, type Resolve } from "./receiver-address.ts";
import { webhookHeaders } from "./sign.ts";

export type DeliveryDeps = {
  readonly context: DeskContext;
  readonly secrets: Secrets;
  readonly timers: Timers;
  /** Between 0 and 1. */
  readonly random: () => number;
  readonly resolve: Resolve;
};

/**
 * Makes one attempt and writes what came of it. What must not be lost is in the request itself, which is written only afterwards: a process that ends in the
 * middle sends it once more under the same id.
 * @returns null where it was cut off
 */
export async function deliver(
  deps: DeliveryDeps,
  request: WebhookRequest,
  signal: AbortSignal,
): Promise<Judged["verdict"] | null> {
  const { context, random } = deps;
  const { clock, store, queue } = context;
  const startedAtEpochMs = clock.nowEpochMs();
  const exchanged = await send(deps, request, signal);
  if (exchanged.kind === "aborted") return null;
  const nowEpochMs = clock.nowEpochMs();
  const { attempt, verdict } = judge(exchanged, nowEpochMs);
  const told: WebhookAttempt = { startedAtEpochMs, durationMs: Math.max(nowEpochMs - startedAtEpochMs, 0), ...attempt };
  await queue.run(async () => {
    const previous = await store.webhookRequests.get(request.id);
    if (!previous) return;
    await store.webhookRequests.write([
      { previous, next: afterAttempt(previous, told, verdict, nowEpochMs, random()) },
    ]);
  });
  return verdict;
}

/**
 * The request, if it still is to be sent. One that nobody waits for is cancelled: its run left the workflow, or its ticket is gone. Call inside the queue.
 */
export async function takeUp({ store }: DeskContext, id: string): Promise<WebhookRequest | null> {
  const request = await store.webhookRequests.get(id);
  if (request?.state !== "queued") return null;
  const run = await store.runs.get(request.runId);
  const ticket = await store.tickets.get(request.ticketId);
  if (ticket && isAwaitedBy(run, request)) return request;
  await store.webhookRequests.write([{ previous: request, next: { ...request, state: "cancelled", reported: true } }]);
  return null;
}

async function send(
  { context, secrets, timers, resolve }: DeliveryDeps,
  request: WebhookRequest,
  signal: AbortSignal,
): Promise<Exchanged> {
  const { id, body, method, headers, contentType, secretName } = request;
  try {
    const url = new URL(request.url);
    const allowed = context.setup.find("settings", SETTINGS_ID)?.webhookHosts ?? [];
    const isAllowed = allowed.includes(hostAndPort(url));
    if (!isAllowed) refusePrivateLiteral(url);
    const key = secretName === null ? null : await signingKeyOf(secrets, secretName);
    const own = {
      "user-agent": "Pipedesk",
      ...(body === "" ? {} : { "content-type": contentType }),
      ...webhookHeaders(id, body, key, context.clock.nowEpochMs()),
    };
    return await exchange(
      {
        method,
        url,
        headers: { ...headers, ...own },
        body,
        lookup: isAllowed ? anywhere(resolve) : publicOnly(resolve),
      },
      { timers, signal },
    );
  } catch (error) {
    // What was thrown before a byte went out: a secret that isn't there, an address that is refused.
    const reason = error instanceof Error ? error : new PipedeskError("PD_INTERNAL", String(error));
    return { kind: "no-answer", error: reason };
  }
}
