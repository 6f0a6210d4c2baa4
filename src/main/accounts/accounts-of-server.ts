/** Accounts on a device of a team: they lie with its server, which is asked for everything. */
import type { z } from "zod";
import { accounts } from "#shared/contract/accounts.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { AccountCaller, AccountsService } from "./accounts-service.ts";

/**
 * @param of whom the device speaks for: what it asks is answered with their rights, so nobody else is let through
 * @param ask asks the server; throws PD_SYNC_OFFLINE where it can't be reached, and what it says
 */
export function createAccountsOfServer(
  of: UserId,
  ask: (name: string, input: unknown) => Promise<unknown>,
): AccountsService {
  const forward = (name: keyof typeof accounts) => async (caller: AccountCaller, input: unknown) => {
    if (caller.userId !== of)
      throw new PipedeskError("PD_ACCESS_PERMISSION", "This machine speaks for somebody else to the team's server.");
    const answer = await ask(name, input);
    const parsed = (accounts[name]["~orpc"].outputSchema as z.ZodType).safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new PipedeskError("PD_SYNC_MESSAGE", "The team's server answered something that this program does not know.");
  };
  const names = Object.keys(accounts) as (keyof typeof accounts)[];
  // One function for all: what goes in and comes out is the contract's, which both sides check.
  return Object.fromEntries(names.map((name) => [name, forward(name)])) as unknown as AccountsService;
}
