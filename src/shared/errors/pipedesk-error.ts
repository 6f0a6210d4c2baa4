import { ERRORS, type ErrorCode } from "./registry.ts";

export type InputIssue = { readonly path: string; readonly message: string };

/** What an error tells beside its code; all of it may reach the person. */
export type ErrorDetails = {
  /** What it was about: `ticket`, `stage`, … */
  readonly what?: string;
  readonly id?: string;
  /** RULE_REFUSED: the rule's number, and what would satisfy it (G6). */
  readonly rule?: string;
  readonly missing?: readonly string[];
  readonly reason?: string;
  /** INVALID: where the input is wrong. */
  readonly issues?: readonly InputIssue[];
  /** Too many attempts: when the next one is looked at. */
  readonly retryAfterSeconds?: number;
};

/** The one error class. Decide by `code`, never by class or words. */
export class PipedeskError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "PipedeskError";
    this.code = code;
    this.details = options.details ?? {};
  }

  get kind() {
    return ERRORS[this.code].kind;
  }

  get retryable() {
    return ERRORS[this.code].retryable;
  }
}

/** Reads the code off anything thrown, also after it crossed a process; undefined where it has none of ours. */
export function errorCodeOf(error: unknown): ErrorCode | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && code in ERRORS ? (code as ErrorCode) : undefined;
}

export function notFound(what: string, id: string): PipedeskError {
  return new PipedeskError("PD_DESK_NOT_FOUND", `There is no ${what} with the id "${id}".`, { details: { what, id } });
}

export function assertNever(value: never): never {
  throw new PipedeskError("PD_INTERNAL", `Unexpected value: ${JSON.stringify(value)}`);
}
