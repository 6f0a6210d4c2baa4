import { toContractError } from "../../rpc/error-mapping.ts";
import type { Log } from "#main/desk/context.ts";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * What went wrong in a call of the contract, the same whether the desk is in this process or behind a host: there errors arrive as the contract's typed
 * ones, here as they were thrown. An error that is none of ours stays what it is, for `--verbose` to show.
 */
export function failureOf(error: unknown): unknown {
  if (errorCodeOf(error) !== undefined) return error;
  const { data, message } = toContractError(error, SILENT, "");
  const code = errorCodeOf(data);
  if (code === undefined || code === "PD_INTERNAL") return error;
  const { what, id, rule, missing, reason, issues } = data;
  return new PipedeskError(code, message, {
    cause: error,
    details: {
      ...(what === undefined ? {} : { what }),
      ...(id === undefined ? {} : { id }),
      ...(rule === undefined ? {} : { rule }),
      ...(missing === undefined ? {} : { missing }),
      ...(reason === undefined ? {} : { reason }),
      ...(issues === undefined ? {} : { issues }),
    },
  });
}
