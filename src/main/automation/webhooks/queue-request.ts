import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { StepId } from "#shared/model/ids.ts";
import type { WebhookRequest } from "#shared/model/webhook-request.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { ActionContext, StepResult } from "../actions/action.ts";
import { MAX_ABOUT_CHARACTERS, MAX_BODY_BYTES } from "./limits.ts";

export type Call = Pick<
  WebhookRequest,
  "purpose" | "method" | "url" | "headers" | "contentType" | "body" | "secretName"
> & {
  /** What the ticket's timeline says of it. */
  readonly about: string;
};

/** Puts a request into the draft, and makes the run wait for its answer. @throws PD_INPUT_TOO_LARGE */
export function queueRequest({ about, ...call }: Call, draft: TicketDraft, context: ActionContext): StepResult {
  const { workflow, run, nowEpochMs } = context;
  if (Buffer.byteLength(call.body) > MAX_BODY_BYTES) {
    const reason = `At most ${MAX_BODY_BYTES / 1024} KB are sent.`;
    throw new PipedeskError("PD_INPUT_TOO_LARGE", `The body is too large. ${reason}`, { details: { reason } });
  }
  const id = context.idOf("wh");
  const request: WebhookRequest = {
    ...call,
    id,
    workflowId: workflow.id,
    runId: run.id,
    stepId: stepOf(run.cursor),
    ticketId: draft.ticket.id,
    state: "queued",
    createdAtEpochMs: nowEpochMs,
    stamp: context.nextStamp(),
    retryAtEpochMs: nowEpochMs,
    attempts: [],
    failure: null,
    reported: false,
  };
  const action = call.purpose === "chat" ? "chat" : "webhook";
  draft.emit({ type: "workflow.acted", action, about: about.slice(0, MAX_ABOUT_CHARACTERS) }, undefined, [
    { kind: "webhook", request },
  ]);
  const waiting = {
    sinceEpochMs: nowEpochMs,
    untilEpochMs: null,
    ends: [],
    onTime: "completed",
    webhookRequestId: id,
  } as const;
  return { kind: "waits", waiting: { ...waiting, ends: [] } };
}

function stepOf(cursor: StepId | null): StepId {
  if (cursor === null) throw new TypeError("A run that ended makes no request.");
  return cursor;
}
