import { call, ORPCError } from "@orpc/server";
import { notFound, PipedeskError, type InputIssue } from "#shared/errors/pipedesk-error.ts";
import type { CoreContext } from "./implementer.ts";
import type { createRouter } from "./router.ts";

/**
 * Calls one of the contract's accounts as a host does: with the same checks of who may, and of what is given.
 * @throws PD_DESK_NOT_FOUND for a name that is none, PD_INPUT_INVALID, and what the procedure says
 */
export async function callAccounts(
  { accounts }: Pick<ReturnType<typeof createRouter>, "accounts">,
  context: CoreContext,
  name: string,
  input: unknown,
): Promise<unknown> {
  if (!Object.hasOwn(accounts, name)) throw notFound("procedure", name);
  const procedure = accounts[name as keyof typeof accounts];
  try {
    return await call<CoreContext, never, never, never, never>(procedure as never, input as never, { context });
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== "BAD_REQUEST") throw error;
    throw new PipedeskError("PD_INPUT_INVALID", "The input is not valid.", {
      cause: error,
      details: { issues: issuesOf(error.data) },
    });
  }
}

/** Of a failed validation (Standard Schema). */
function issuesOf(data: unknown): InputIssue[] {
  const { issues } = Object(data) as { issues?: readonly { message: string; path?: readonly unknown[] }[] };
  return (issues ?? []).map(({ message, path = [] }) => ({ path: path.map(String).join("."), message }));
}
