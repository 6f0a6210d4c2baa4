import type { WebhookRequestState } from "#shared/model/webhook-request.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { createDailyCleaner } from "../daily-cleaner.ts";
import type { Service } from "../service.ts";
import { READ_AT_ONCE, REQUESTS_KEPT_MS } from "./limits.ts";

const FINAL: readonly WebhookRequestState[] = ["delivered", "failed", "cancelled"];

/** Takes requests out of the log that ended and are older than 90 days: when the desk opens, then once a day. */
export function createRequestCleaner(context: DeskContext, timers: Timers): Service {
  const { store, clock, queue } = context;
  return createDailyCleaner(
    context,
    timers,
    "Old webhooks could not be taken out; it is tried again",
    async (isOpen) => {
      const before = clock.nowEpochMs() - REQUESTS_KEPT_MS;
      let removed = 0;
      for (const state of FINAL) {
        for (let count = READ_AT_ONCE; isOpen() && count === READ_AT_ONCE; removed += count)
          count = await queue.run(() => removeOld(state, before));
      }
      if (removed > 0) await queue.run(() => store.webhookRequests.purge());
    },
  );

  /** In portions, so that commands get their turns in between. */
  async function removeOld(state: WebhookRequestState, before: number): Promise<number> {
    const old = await store.webhookRequests.find({
      selector: { state, createdAtEpochMs: { $lt: before }, reported: true },
      sort: [{ state: "asc" }, { createdAtEpochMs: "asc" }, { id: "asc" }],
      limit: READ_AT_ONCE,
    });
    await store.webhookRequests.remove(old);
    return old.length;
  }
}
