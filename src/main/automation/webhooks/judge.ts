/** What an exchange means for its request. Pure. */
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { ErrorCode } from "#shared/errors/registry.ts";
import type { WebhookAttempt, WebhookRequest } from "#shared/model/webhook-request.ts";
import type { Exchanged } from "./exchange.ts";
import {
  MAX_AGE_MS,
  MAX_ERROR_CHARACTERS,
  MAX_KEPT_ANSWER_CHARACTERS,
  MAX_KEPT_ATTEMPTS,
  MAX_OFFLINE_AGE_MS,
  MAX_RETRY_AFTER_MS,
  OFFLINE_PAUSES_MS,
  PAUSE_JITTER,
  RETRY_PAUSES_MS,
} from "./limits.ts";

/** Answers after which the same request may be taken later (RFC 9110, RFC 6585, RFC 8470), beside those of 500 and more. */
const TRY_AGAIN: ReadonlySet<number> = new Set([408, 425, 429]);

/** What the system says where there is no network, or no way to the name. */
const OFFLINE: ReadonlySet<string> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_NODATA",
  "EAI_FAIL",
  "ENETUNREACH",
  "ENETDOWN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "EADDRNOTAVAIL",
]);

export type Judged = {
  readonly attempt: Pick<WebhookAttempt, "status" | "answer" | "error" | "offline">;
  readonly verdict:
    | { readonly kind: "delivered" }
    | { readonly kind: "retry"; readonly retryAfterMs: number }
    | { readonly kind: "failed"; readonly code: ErrorCode; readonly message: string };
};

export function judge(exchanged: Exclude<Exchanged, { kind: "aborted" }>, nowEpochMs: number): Judged {
  if (exchanged.kind === "no-answer") return judgeError(exchanged.error);
  const { status, retryAfter } = exchanged;
  const answer = exchanged.answer.slice(0, MAX_KEPT_ANSWER_CHARACTERS).toWellFormed();
  const told = (error: string) => ({ status, answer, error, offline: false });
  if (status >= 200 && status < 300) return { attempt: told(""), verdict: { kind: "delivered" } };
  if (status >= 500 || TRY_AGAIN.has(status))
    return {
      attempt: told(`The answer was ${status}.`),
      verdict: { kind: "retry", retryAfterMs: retryAfterMs(retryAfter, nowEpochMs) },
    };
  const message =
    status >= 300 && status < 400
      ? `The answer was ${status}: redirects are not followed.`
      : `The answer was ${status}.`;
  return { attempt: told(message), verdict: { kind: "failed", code: "PD_WEBHOOK_FAILED", message } };
}

function judgeError(error: Error): Judged {
  const code = errorCodeOf(error);
  const message = error.message.slice(0, MAX_ERROR_CHARACTERS).toWellFormed();
  const systemCode = "code" in error ? String(error.code) : "";
  const attempt = { status: null, answer: "", error: message, offline: OFFLINE.has(systemCode) };
  return code === "PD_WEBHOOK_ADDRESS" || code === "PD_WEBHOOK_SECRET"
    ? { attempt, verdict: { kind: "failed", code, message } }
    : { attempt, verdict: { kind: "retry", retryAfterMs: 0 } };
}

/** Seconds or a date (RFC 9110 §10.2.3); 0 where it says neither. */
function retryAfterMs(header: string | null, nowEpochMs: number): number {
  const text = header?.trim() ?? "";
  if (text === "") return 0;
  const pauseMs = /^\d{1,9}$/u.test(text) ? Number(text) * 1000 : Date.parse(text) - nowEpochMs;
  return Number.isFinite(pauseMs) ? Math.min(Math.max(pauseMs, 0), MAX_RETRY_AFTER_MS) : 0;
}

/** The request after an attempt: final, or with the time of the next. @param random between 0 and 1 */
export function afterAttempt(
  request: WebhookRequest,
  attempt: WebhookAttempt,
  verdict: Judged["verdict"],
  nowEpochMs: number,
  random: number,
): WebhookRequest {
  const next = { ...request, attempts: kept([...request.attempts, attempt]) };
  // Cancelled while it was on its way: what came of it is told, and changes nothing.
  if (request.state !== "queued") return next;
  switch (verdict.kind) {
    case "delivered":
      return { ...next, state: "delivered", failure: null };
    case "failed":
      return { ...next, state: "failed", failure: { code: verdict.code, message: verdict.message } };
    case "retry": {
      const counted = request.attempts.filter(({ offline }) => !offline).length + (attempt.offline ? 0 : 1);
      const ageMs = nowEpochMs - request.createdAtEpochMs;
      const isOver = attempt.offline
        ? ageMs > MAX_OFFLINE_AGE_MS
        : ageMs > MAX_AGE_MS || counted > RETRY_PAUSES_MS.length;
      if (isOver) {
        const message = `Given up after ${counted} attempts. ${attempt.error}`;
        return { ...next, state: "failed", failure: { code: "PD_WEBHOOK_FAILED", message } };
      }
      const pauses = attempt.offline ? OFFLINE_PAUSES_MS : RETRY_PAUSES_MS;
      const position = attempt.offline ? offlineInRow(next.attempts) : counted;
      const pauseMs = pauses[position - 1] ?? pauses.at(-1) ?? 0;
      const leastMs = Math.max(pauseMs, verdict.retryAfterMs);
      return { ...next, retryAtEpochMs: nowEpochMs + Math.round(leastMs * (1 + PAUSE_JITTER * random)) };
    }
  }
}

function offlineInRow(attempts: readonly WebhookAttempt[]): number {
  return attempts.length - 1 - attempts.findLastIndex(({ offline }) => !offline);
}

/** All that count, and the latest of the others. */
function kept(attempts: readonly WebhookAttempt[]): WebhookAttempt[] {
  let excess = attempts.length - MAX_KEPT_ATTEMPTS;
  return attempts.filter(({ offline }) => {
    const isDropped = offline && excess > 0;
    if (isDropped) excess -= 1;
    return !isDropped;
  });
}
