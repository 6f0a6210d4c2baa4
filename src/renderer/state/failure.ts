import { ErrorData } from "#shared/contract/base.ts";
import { type ErrorCode, ERRORS } from "#shared/errors/registry.ts";
import type { Translate } from "#shared/i18n/index.ts";

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

/** The failure in the person's words: what happened, what it means for their data, what to do next. */
export function failureText(error: unknown, t: Translate): string {
  return t(`error.${failureOf(error).code}`);
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** What this window sees for itself: the desk tells another value than the one that was to be changed. */
export function changedSince(): Error {
  return Object.assign(new Error("Changed since."), { data: { code: "PD_DESK_CHANGED" } satisfies ErrorData });
}
