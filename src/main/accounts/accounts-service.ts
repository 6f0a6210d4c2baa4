import type { InferContractRouterInputs, InferContractRouterOutputs } from "@orpc/contract";
import type { accounts } from "#shared/contract/accounts.ts";
import type { SessionId } from "#shared/model/account.ts";
import type { UserId } from "#shared/model/ids.ts";

type Inputs = InferContractRouterInputs<typeof accounts>;
type Outputs = InferContractRouterOutputs<typeof accounts>;

/** Who asks, and from where. */
export type AccountCaller = {
  readonly userId: UserId;
  /** null or absent: not by a browser that is signed in, but by a token. */
  readonly sessionId?: SessionId | null | undefined;
  /** As the server saw it; absent: by no network. */
  readonly address?: string | undefined;
};

/**
 * What the contract's `accounts` ask of a team: on a server its own accounts, on a device of a team its server's. Each checks by itself whether the caller may.
 * @throws PD_ACCESS_PERMISSION and what the contract says
 */
export type AccountsService = {
  readonly [Name in keyof Outputs]: (
    caller: AccountCaller,
    input: unknown extends Inputs[Name] ? unknown : Exclude<Inputs[Name], void>,
  ) => Promise<Outputs[Name]>;
};
