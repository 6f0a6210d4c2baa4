import type { Router } from "@orpc/server";
import type { Contract } from "#shared/contract/index.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { AccountCaller } from "#main/accounts/accounts-service.ts";
import type { Unsubscribing } from "#main/desk/unsubscribing.ts";
import type { IncomingWebhooks } from "#main/automation/webhooks/incoming-webhooks.ts";

/** What every procedure of the contract is called with. */
export type CoreContext = AccountCaller;

/** What a host needs of the core: the contract's procedures, and whom it acts for. */
export type DeskCore = {
  readonly router: Router<Contract, CoreContext>;
  /** The local user on a solo desk. */
  owner(): UserId;
  /** Whose token that is; null: nobody's. */
  userOfToken(token: string): UserId | null;
  /** Room on the desk's disk for what is too large for memory while it comes. */
  readonly work: { make(): Promise<{ readonly path: string; remove(): Promise<void> }> };
  /** Calls of other programs, which need no sign-in: the secret is in the address. */
  readonly webhooks: IncomingWebhooks;
  /** Readers of marketing mails who want no more, which need no sign-in: the address is signed. */
  readonly unsubscribing: Unsubscribing;
};
