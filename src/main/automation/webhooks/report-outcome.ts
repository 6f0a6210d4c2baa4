import type { StepOutcome } from "#shared/model/run.ts";
import type { WebhookRequest } from "#shared/model/webhook-request.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { isAwaitedBy } from "./awaited.ts";
import { MAX_SHOWN_ANSWER_CHARACTERS } from "./limits.ts";

/**
 * Tells the run that waits for a request how it ended, and marks the request as reported, in one commit. Does nothing for one that still waits, or is told already. Call inside the queue.
 */
export async function reportOutcome(context: DeskContext, id: string): Promise<void> {
  const { automations, clock } = context;
  const piece = createPieceOfWork(context);
  const request = await piece.webhookRequests.get(id);
  if (!request || request.reported || request.state === "queued") return;
  const run = await piece.runs.get(request.runId);
  if (isAwaitedBy(run, request))
    await automations.goOn(piece, run, { outcome: outcomeOf(request) }, clock.nowEpochMs());
  piece.webhookRequests.put({ ...request, reported: true });
  await piece.flush();
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
