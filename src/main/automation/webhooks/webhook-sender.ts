/**
 * Delivers what waits in `webhookRequests`, and tells the runs that wait for the answers. One timer, for the earliest; several receivers side by side, each of
 * them one request at a time and so many within a second, and one ticket's requests to one address in their order. All that must survive is in the requests; what is here can be lost.
 */
import type { Subscription } from "rxjs";
import type { Run } from "#shared/model/run.ts";
import type { WebhookRequest } from "#shared/model/webhook-request.ts";
import { contained } from "#main/desk/contained.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { findPage } from "#main/desk/queries/find-page.ts";
import type { Secrets } from "#main/desk/secrets.ts";
import type { Timers } from "#main/desk/timers.ts";
import type { Service } from "../service.ts";
import { isAwaitedBy } from "./awaited.ts";
import { deliver, takeUp, type DeliveryDeps } from "./deliver.ts";
import { CLOSE_DEADLINE_MS, MAX_RECEIVERS_AT_ONCE, MAX_TIMER_MS, READ_AT_ONCE, TROUBLE_PAUSE_MS } from "./limits.ts";
import { systemResolve, type Resolve } from "./receiver-address.ts";
import { createReceiverPace } from "./receiver-pace.ts";
import { reportOutcome } from "./report-outcome.ts";
import { createRequestQueue, type QueuedRequest } from "./request-queue.ts";

export type WebhookSenderDeps = {
  readonly context: DeskContext;
  readonly secrets: Secrets;
  readonly timers: Timers;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** Default: this machine's. */
  readonly resolve?: Resolve;
};

export function createWebhookSender(deps: WebhookSenderDeps): Service {
  const { context, timers } = deps;
  const { clock, log, queue, store } = context;
  const delivery: DeliveryDeps = { ...deps, resolve: deps.resolve ?? systemResolve };
  const stopping = new AbortController();
  const cutting = new AbortController();
  const waiting = createRequestQueue();
  const running = new Map<string, Promise<void>>();
  /** Requests to see to, and not before when: final ones that their runs don't know of, waiting ones that their runs don't wait for. */
  const chores = new Map<string, number>();
  let subscriptions: Subscription[] = [];
  let cancelTimer: (() => void) | null = null;
  let looking: Promise<void> = Promise.resolve();
  let isLooking = false;
  let mustLookAgain = false;

  const pace = createReceiverPace();
  const isFree = (receiver: string) => !running.has(receiver);
  const freeAt = (receiver: string) => pace.freeAt(receiver, clock.nowEpochMs());

  /** Looks what is to be done, once more after the look that may be going on now. */
  function look(): void {
    mustLookAgain = true;
    if (isLooking || stopping.signal.aborted) return;
    isLooking = true;
    looking = (async () => {
      while (mustLookAgain && !stopping.signal.aborted) {
        mustLookAgain = false;
        await workOff();
        sendDue();
      }
      // With nothing awaited since the last question, or a call in between would be lost.
      isLooking = false;
    })();
  }

  /** One that something fails at is put off, and does not keep back the others. */
  async function workOff(): Promise<void> {
    for (const [id, notBeforeEpochMs] of chores) {
      if (stopping.signal.aborted) return;
      if (notBeforeEpochMs > clock.nowEpochMs()) continue;
      chores.delete(id);
      try {
        await queue.run(async () => {
          await reportOutcome(context, id);
          await takeUp(context, id);
        });
      } catch (error) {
        log.error("What became of a webhook could not be written; it is tried again", { id, error });
        chores.set(id, clock.nowEpochMs() + TROUBLE_PAUSE_MS);
      }
    }
  }

  function sendDue(): void {
    const now = clock.nowEpochMs();
    for (const entry of waiting.due(now, (receiver) => isFree(receiver) && freeAt(receiver) <= now)) {
      // Whoever is done looks again by itself.
      if (running.size >= MAX_RECEIVERS_AT_ONCE) return;
      pace.began(entry.receiver, now);
      running.set(entry.receiver, send(entry));
    }
    const moments = [waiting.nextDueEpochMs(isFree, freeAt), ...chores.values()].filter((moment) => moment !== null);
    setTimer(moments.length === 0 ? null : Math.min(...moments));
  }

  async function send({ id, receiver }: QueuedRequest): Promise<void> {
    try {
      // In the queue, where no run is half written: a request is stored a moment before the run that waits for it.
      const request = await queue.run(async () => {
        await context.host.requireHost();
        return takeUp(context, id);
      });
      if (request) keepPace(receiver, await deliver(delivery, request, cutting.signal));
      else waiting.drop(id);
    } catch (error) {
      log.error("A webhook could not be worked on; it is tried again", { id, error });
      waiting.postpone(id, clock.nowEpochMs() + TROUBLE_PAUSE_MS);
    } finally {
      running.delete(receiver);
      look();
    }
  }

  function keepPace(receiver: string, verdict: Awaited<ReturnType<typeof deliver>>): void {
    if (verdict?.kind === "retry") pace.failed(receiver, clock.nowEpochMs(), verdict.retryAfterMs);
    else if (verdict?.kind === "delivered") pace.worked(receiver);
  }

  function setTimer(atEpochMs: number | null): void {
    cancelTimer?.();
    cancelTimer = null;
    if (atEpochMs === null || stopping.signal.aborted) return;
    const delayMs = Math.min(Math.max(atEpochMs - clock.nowEpochMs(), 0), MAX_TIMER_MS);
    cancelTimer = timers.after(delayMs, look);
  }

  function follow(request: WebhookRequest): void {
    if (request.state === "queued") {
      // A person wants it tried at once: they know more of the receiver than its failures tell.
      if (request.attempts.length > 0 && request.retryAtEpochMs === 0) pace.worked(new URL(request.url).origin);
      waiting.put(request);
      return;
    }
    waiting.drop(request.id);
    if (!request.reported) chores.set(request.id, 0);
  }

  function followRun(run: Run): void {
    const id = waiting.ofRun(run.id);
    if (id !== null && !isAwaitedBy(run, { id })) chores.set(id, 0);
  }

  /** What an earlier start left: requests that wait, and answers that nobody was told of. */
  async function load(): Promise<void> {
    const page = { sortBy: "createdAtEpochMs", direction: "asc", limit: READ_AT_ONCE } as const;
    for (const state of ["queued", "delivered", "failed", "cancelled"] as const) {
      const selector = state === "queued" ? { state } : { state, reported: false };
      for (let cursor: string | undefined; !stopping.signal.aborted;) {
        const found = await findPage(store.webhookRequests, { selector, cursor, ...page });
        found.items.forEach(follow);
        if (found.nextCursor === null) break;
        cursor = found.nextCursor;
      }
    }
    waiting.endOfflinePauses();
  }

  function readWaiting(): void {
    if (stopping.signal.aborted) return;
    isLooking = true;
    looking = looking
      .then(load)
      .catch((error: unknown) => log.error("The waiting webhooks could not be read", { error }))
      .finally(() => {
        isLooking = false;
        look();
      });
  }

  return {
    start() {
      if (subscriptions.length > 0 || stopping.signal.aborted) return;
      subscriptions = [
        store.webhookRequests.changes.subscribe(
          contained(
            log,
            "webhooks that wait",
            (requests) => {
              requests.forEach(follow);
              look();
            },
            readWaiting,
          ),
        ),
        store.runs.changes.subscribe(
          contained(
            log,
            "runs that wait for a webhook",
            (runs) => {
              runs.forEach(followRun);
              if (chores.size > 0) look();
            },
            readWaiting,
          ),
        ),
      ];
      readWaiting();
    },
    wake() {
      pace.forget();
      waiting.endOfflinePauses();
      look();
    },
    async close() {
      stopping.abort();
      for (const subscription of subscriptions) subscription.unsubscribe();
      cancelTimer?.();
      const cancelCut = timers.after(CLOSE_DEADLINE_MS, () => cutting.abort());
      await looking;
      await Promise.all(running.values());
      cancelCut();
    },
  };
}
