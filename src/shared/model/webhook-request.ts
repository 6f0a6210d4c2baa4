import { z } from "zod";
import { ERASED } from "./erased.ts";
import { RunId, StepId, TicketId, WorkflowId } from "./ids.ts";

/** One try to deliver it: the request log (F5). */
export const WebhookAttempt = z.object({
  startedAtEpochMs: z.number(),
  durationMs: z.number(),
  /** HTTP status; null where there was no answer. */
  status: z.number().int().nullable(),
  /** The beginning of the answer; '' where there was none. */
  answer: z.string(),
  /** Why there was no answer, or why it does not count; '' where it does. */
  error: z.string(),
  /** There was no network: it says nothing of the receiver and does not count. */
  offline: z.boolean(),
});
export type WebhookAttempt = z.infer<typeof WebhookAttempt>;

export const WebhookRequestState = z.enum(["queued", "delivered", "failed", "cancelled"]);
export type WebhookRequestState = z.infer<typeof WebhookRequestState>;

/**
 * An HTTP request that a step sends, with what came of it. Delivered at least once, always under the same `webhook-id`: a receiver that remembers ids
 * handles it once (Standard Webhooks).
 */
export const WebhookRequest = z.object({
  ...ERASED,
  /** Derived from run and step; the `webhook-id` of the request. */
  id: z.string(),
  workflowId: WorkflowId,
  runId: RunId,
  stepId: StepId,
  ticketId: TicketId,
  /** `webhook`: signed, a step's outcome; `chat`: a chat service's incoming webhook. */
  purpose: z.enum(["webhook", "chat"]),
  method: z.enum(["POST", "PUT", "PATCH", "GET", "DELETE"]),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  contentType: z.string(),
  body: z.string(),
  /** Name of the signing secret in the machine's secrets; null: unsigned. */
  secretName: z.string().nullable(),
  /** `queued` waits for its turn; `delivered`, `failed` and `cancelled` are final. */
  state: WebhookRequestState,
  createdAtEpochMs: z.number().int(),
  /** The order in which requests were made; those of one ticket to one receiver go out in it. */
  stamp: z.string(),
  /** Not before. */
  retryAtEpochMs: z.number(),
  /** The oldest of those without a network are left out where there are very many. */
  attempts: z.array(WebhookAttempt),
  /** Why it failed: a code of the errors registry and words; null where it did not. */
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Of one that is cancelled: its run was superseded by a rival's (H4). Absent: somebody cancelled it, or nobody waits for it. */
  superseded: z.literal(true).optional(),
  /** Its run knows how it ended. */
  reported: z.boolean(),
});
export type WebhookRequest = z.infer<typeof WebhookRequest>;
