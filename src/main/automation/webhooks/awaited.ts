import type { Run } from "#shared/model/run.ts";
import type { WebhookRequest } from "#shared/model/webhook-request.ts";

/** Whether a run still waits for the answer: it may have been taken out of its workflow meanwhile. */
export function isAwaitedBy(run: Run | null, { id }: Pick<WebhookRequest, "id">): run is Run {
  return run?.status === "waiting" && run.waiting?.webhookRequestId === id;
}
