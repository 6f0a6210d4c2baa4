import type { ContractProcedure } from "@orpc/contract";
import type { z } from "zod";
import type { accounts } from "#shared/contract/accounts.ts";
import type { SessionId } from "#shared/model/account.ts";
import type { UserId } from "#shared/model/ids.ts";

type Procedures = typeof accounts;

/** As the contract has read it. */
type Input<Procedure> =
  Procedure extends ContractProcedure<infer Schema, infer _Output, infer _Errors, infer _Meta>
    ? Schema extends z.ZodType
      ? z.output<Schema>
      : undefined
    : never;
type Output<Procedure> =
  Procedure extends ContractProcedure<infer _Input, infer Schema, infer _Errors, infer _Meta>
    ? Schema extends z.ZodType
      ? z.output<Schema>
      : never
    : never;

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
  readonly [Name in keyof Procedures]: (
    caller: AccountCaller,
    input: Input<Procedures[Name]>,
  ) => Promise<Output<Procedures[Name]>>;
};
