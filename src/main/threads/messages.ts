import { errorCodeOf, PipedeskError, type ErrorDetails } from "#shared/errors/pipedesk-error.ts";
import type { ErrorCode } from "#shared/errors/registry.ts";

/**
 * From the main thread to a worker. `open`: what it works on from now, until `close`. `more`: so many entries of a stream were taken. `leave`: nothing will be
 * asked of it any more.
 */
export type ToThread =
  | { readonly type: "open"; readonly data: unknown }
  | { readonly type: "call" | "stream"; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: "cancel"; readonly id: number }
  | { readonly type: "more"; readonly id: number; readonly entries: number }
  | { readonly type: "close" | "leave" };

/** From a worker about a request: a call ends with its value, a stream after its entries with `done`, both with `failed` instead. */
export type Answer =
  | { readonly type: "value" | "entry"; readonly id: number; readonly value: unknown }
  | { readonly type: "done"; readonly id: number }
  | { readonly type: "failed"; readonly id: number; readonly error: PlainError };

/** From a worker. `closed`: it holds nothing of what it was given any more. */
export type FromThread = Answer | { readonly type: "closed" };

/** An error as it crosses: a class would arrive as a plain `Error`, without what it is decided by. */
export type PlainError = {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly details: ErrorDetails;
  readonly stack: string;
};

export function plainError(error: unknown): PlainError {
  return {
    code: errorCodeOf(error) ?? null,
    message: error instanceof Error ? error.message : String(error),
    details: error instanceof PipedeskError ? error.details : {},
    stack: error instanceof Error ? (error.stack ?? "") : "",
  };
}

/** The same error on this side; the stack of the other is its cause, for the log. */
export function errorFrom({ code, message, details, stack }: PlainError): Error {
  const cause = new Error(message);
  cause.stack = stack;
  return code === null ? new Error(message, { cause }) : new PipedeskError(code, message, { details, cause });
}
