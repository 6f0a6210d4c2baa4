/**
 * The one place where what the core throws becomes what a client sees.
 *
 * Each procedure runs inside `clientInterceptors`; whatever it throws, also later from its event iterator, leaves as one of the contract's
 * typed errors. `interceptors` lie around that and catch what fails before a procedure is reached: no such procedure, a payload that can't be
 * read. An error that is not ours is logged in full and told to the client in one sentence without details.
 */
import { mapEventIterator, ORPCError } from "@orpc/client";
import type { StandardHandlerOptions } from "@orpc/server/standard";
import type { Log } from "#main/desk/context.ts";
import { ErrorData } from "#shared/contract/base.ts";
import { errorCodeOf, PipedeskError, type InputIssue } from "#shared/errors/pipedesk-error.ts";
import { ERRORS } from "#shared/errors/registry.ts";
import { contractError, isContractErrorCode, type ContractError } from "./contract-error.ts";
import type { CoreContext } from "./desk-core.ts";
import { MAX_REPORTED_ISSUES } from "./limits.ts";

const INTERNAL_MESSAGE = "Something went wrong inside Pipedesk. Nothing was half-done; the log has the details.";

type Interceptors = Required<Pick<StandardHandlerOptions<CoreContext>, "interceptors" | "clientInterceptors">>;

export function errorMapping(log: Log): Interceptors {
  return {
    interceptors: [
      async (options) => {
        try {
          const result = await options.next();
          if (result.matched) return result;
        } catch (error) {
          throw error instanceof SyntaxError
            ? contractError("PD_INPUT_INVALID", "The request can't be read.", { cause: error })
            : toContractError(error, log, options.request.url.pathname);
        }
        throw contractError("PD_DESK_NOT_FOUND", "There is nothing at this address.", {
          details: { what: "procedure" },
        });
      },
    ],
    clientInterceptors: [
      async (options) => {
        const where = options.path.join(".");
        try {
          const output = await options.next();
          return isAsyncIterator(output) ? mapErrorsOf(output, log, where) : output;
        } catch (error) {
          throw toContractError(error, log, where);
        }
      },
    ],
  };
}

/** Turns anything thrown into a contract error; `where` is for the log. */
export function toContractError(error: unknown, log: Log, where: string): ContractError {
  const code = errorCodeOf(error);
  if (code !== undefined && error instanceof Error && ERRORS[code].kind !== "unexpected") {
    if (ERRORS[code].contract === "INTERNAL") log.error(`${where}: ${error.message}`, { code, error });
    return contractError(code, error.message, {
      details: error instanceof PipedeskError ? error.details : {},
      cause: error,
    });
  }
  if (error instanceof ORPCError) return fromRpcError(error, log, where);
  if (isAbort(error)) return contractError("PD_INTERNAL", "The request was cancelled.", { cause: error });
  return unexpected(error, log, where);
}

/** Errors that oRPC itself raises, and typed errors that a procedure made by hand. */
function fromRpcError(error: ORPCError<string, unknown>, log: Log, where: string): ContractError {
  switch (error.code) {
    case "BAD_REQUEST":
      return contractError("PD_INPUT_INVALID", "The input is not valid.", {
        details: { issues: issuesOf(error.data) },
        cause: error,
      });
    case "PAYLOAD_TOO_LARGE":
      return contractError("PD_INPUT_TOO_LARGE", "The request is too large.", { cause: error });
    default: {
      const data = ErrorData.safeParse(error.data);
      if (!isContractErrorCode(error.code) || !data.success) return unexpected(error, log, where);
      const { code, status, message } = error;
      return new ORPCError(code, { defined: true, status, message, data: data.data, cause: error });
    }
  }
}

function unexpected(error: unknown, log: Log, where: string): ContractError {
  log.error(`${where}: unexpected error`, { error });
  return contractError("PD_INTERNAL", INTERNAL_MESSAGE, { cause: error });
}

function mapErrorsOf(
  output: AsyncIterator<unknown>,
  log: Log,
  where: string,
): AsyncIteratorObject<unknown, unknown, void> {
  return mapEventIterator(output, {
    value: async (value: unknown) => value,
    error: async (error) => toContractError(error, log, where),
  });
}

function isAsyncIterator(output: unknown): output is AsyncIterator<unknown> {
  return typeof output === "object" && output !== null && Symbol.asyncIterator in output && "next" in output;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** Reads the issues of a failed validation (Standard Schema); anything of another shape is left out. */
export function issuesOf(data: unknown): InputIssue[] {
  if (typeof data !== "object" || data === null || !("issues" in data) || !Array.isArray(data.issues)) return [];
  return data.issues.slice(0, MAX_REPORTED_ISSUES).flatMap((issue: unknown) => {
    if (typeof issue !== "object" || issue === null || !("message" in issue)) return [];
    const path = "path" in issue && Array.isArray(issue.path) ? issue.path.map(segmentName).join(".") : "";
    return [{ path, message: String(issue.message) }];
  });
}

function segmentName(segment: unknown): string {
  return typeof segment === "object" && segment !== null && "key" in segment ? String(segment.key) : String(segment);
}
