import { ORPCError } from "@orpc/client";
import type { ErrorData } from "#shared/contract/base.ts";
import type { ErrorDetails } from "#shared/errors/pipedesk-error.ts";
import { CONTRACT_ERROR_STATUS, ERRORS, type ContractErrorCode, type ErrorCode } from "#shared/errors/registry.ts";

/** An error as it travels: over WebSocket and MessagePort as it is, over REST as its JSON. */
export type ContractError = ORPCError<ContractErrorCode, ErrorData>;

/** Makes the contract error of a registry code. `status` differs from the code's own only where HTTP has a better word (405). */
export function contractError(
  code: ErrorCode,
  message: string,
  options: { details?: ErrorDetails; cause?: unknown; status?: number } = {},
): ContractError {
  const contract = ERRORS[code].contract;
  return new ORPCError(contract, {
    defined: true,
    status: options.status ?? CONTRACT_ERROR_STATUS[contract],
    message,
    data: errorData(code, options.details ?? {}),
    cause: options.cause,
  });
}

export function isContractErrorCode(code: unknown): code is ContractErrorCode {
  return typeof code === "string" && Object.hasOwn(CONTRACT_ERROR_STATUS, code);
}

function errorData(code: ErrorCode, details: ErrorDetails): ErrorData {
  const { missing, issues, ...plain } = details;
  return {
    code,
    ...plain,
    ...(missing ? { missing: [...missing] } : {}),
    ...(issues ? { issues: issues.map(({ path, message }) => ({ path, message })) } : {}),
  };
}
