import { ErrorData } from "#shared/contract/base.ts";
import { type ErrorCode, ERRORS } from "#shared/errors/registry.ts";
import type { MessageKey, Translate } from "#shared/i18n/index.ts";

/** What is known about anything that was thrown at the interface. */
export type Failure = { readonly code: ErrorCode; readonly data: ErrorData };

/** Reads a failure off what a call of the contract rejected with; what isn't ours is PD_INTERNAL. */
export function failureOf(error: unknown): Failure {
  const data = ErrorData.safeParse(
    typeof error === "object" && error !== null && "data" in error ? error.data : undefined,
  );
  if (!data.success || !isErrorCode(data.data.code)) return { code: "PD_INTERNAL", data: { code: "PD_INTERNAL" } };
  return { code: data.data.code, data: data.data };
}

/** Refusals that say more by their reason than by their code. */
const REASONS = {
  "same-ticket": "merge.refused.same-ticket",
  "merged-already": "merge.refused.merged-already",
  "target-merged": "merge.refused.target-merged",
  "not-merged": "merge.refused.not-merged",
} as const satisfies Readonly<Record<string, MessageKey>>;

/** The failure in the person's words: what happened, what it means for their data, what to do next. */
export function failureText(error: unknown, t: Translate): string {
  const { code, data } = failureOf(error);
  const reason = data.reason ?? "";
  return t(Object.hasOwn(REASONS, reason) ? REASONS[reason as keyof typeof REASONS] : `error.${code}`);
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** What this window sees for itself: the desk tells another value than the one that was to be changed. */
export function changedSince(): Error {
  return Object.assign(new Error("Changed since."), { data: { code: "PD_DESK_CHANGED" } satisfies ErrorData });
}
