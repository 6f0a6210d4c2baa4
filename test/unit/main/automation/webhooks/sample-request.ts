import { RunId, StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { WebhookAttempt, WebhookRequest } from "#shared/model/webhook-request.ts";

export const NOW = Date.UTC(2026, 4, 4, 9);

export function sampleRequest(changes: Partial<WebhookRequest> = {}): WebhookRequest {
  return {
    id: "wh_1",
    workflowId: WorkflowId.parse("w1"),
    runId: RunId.parse("r1"),
    stepId: StepId.parse("call"),
    ticketId: TicketId.parse("t1"),
    purpose: "webhook",
    method: "POST",
    url: "https://shop.example/in",
    headers: {},
    contentType: "application/json",
    body: "{}",
    secretName: null,
    state: "queued",
    createdAtEpochMs: NOW,
    stamp: "1",
    retryAtEpochMs: NOW,
    attempts: [],
    failure: null,
    reported: false,
    ...changes,
  };
}

export function sampleAttempt(changes: Partial<WebhookAttempt> = {}): WebhookAttempt {
  return { startedAtEpochMs: NOW, durationMs: 1, status: 500, answer: "", error: "", offline: false, ...changes };
}
