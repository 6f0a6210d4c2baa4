import type { StepOutcome } from "#shared/model/run.ts";
import type { WebhookRequest } from "#shared/model/webhook-request.ts";
import { createBatch } from "#main/desk/batch.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { isAwaitedBy } from "./awaited.ts";
import { MAX_SHOWN_ANSWER_CHARACTERS } from "./limits.ts";

/**
 * Tells the run that waits for a request how it ended, once. The request is final before, and marked after the run has gone on: a crash in between finds
 * that the run no longer waits for it. Does nothing for one that still waits, or is told already. Call inside the queue.
 */
export async function reportOutcome(context: DeskContext, id: string): Promise<void> {
  const { store, automations, clock } = context;
  const request = await store.webhookRequests.get(id);
  if (!request || request.reported || request.state === "queued") return;
  const batch = createBatch(context);
  const run = await batch.runs.get(request.runId);
  const ticket = await batch.tickets.get(request.ticketId);
  if (ticket && isAwaitedBy(run, request)) {
    const outcome = outcomeOf(request);
    const gone = await automations.goOn(batch, ticket, run, { outcome }, clock.nowEpochMs());
    batch.runs.put(gone.run);
    if (gone.ticket !== ticket) await batch.take(gone.ticket);
    await batch.flush();
  }
  await store.webhookRequests.write([{ previous: request, next: { ...request, reported: true } }]);
}

function outcomeOf({ id, state, failure, attempts }: WebhookRequest): StepOutcome {
  if (state === "cancelled") return { kind: "skipped", reason: "by-hand" };
  if (state === "failed") {
    const { code, message } = failure ?? { code: "PD_WEBHOOK_FAILED", message: "" };
    return { kind: "failed", code, message };
  }
  const last = attempts.at(-1);
  return {
    kind: "done",
    changed: false,
    details: {
      requestId: id,
      status: last?.status ?? null,
      attempts: attempts.length,
      answer: last?.answer.slice(0, MAX_SHOWN_ANSWER_CHARACTERS).toWellFormed() ?? "",
    },
  };
}
