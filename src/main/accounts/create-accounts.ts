/**
 * Accounts of a team, on the server that keeps them.
 *
 * Built with the core, whose write queue and store it works with; it opens nothing of its own. The host asks it who a request is of, the contract's procedures ask its `service`.
 */
import { filter, merge, type Observable } from "rxjs";
import type { Language } from "#shared/i18n/index.ts";
import type { UserId } from "#shared/model/ids.ts";
import { hasLeft } from "#shared/rules/access/roles.ts";
import { userOfToken } from "#main/desk/commands/user-tokens.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { AccountCaller, AccountsService } from "./accounts-service.ts";
import { createAccountMail } from "./account-mail.ts";
import { createAccountStore } from "./account-store.ts";
import { createAccountViews } from "./account-views.ts";
import { createAdministration } from "./administration.ts";
import { createDevices, type DeviceOfToken } from "./devices.ts";
import { createLinks } from "./links.ts";
import { createOperator, type Operator } from "./operator.ts";
import { createOwnAccount } from "./own-account.ts";
import { createPasswords } from "./passwords.ts";
import { createSessions } from "./sessions.ts";
import { createSignInService, type SignInService } from "./sign-in-service.ts";
import { createThrottle } from "./throttle.ts";

export type Accounts = {
  /** For the contract's procedures. */
  readonly service: AccountsService;
  /** For who is not signed in. */
  readonly signIn: SignInService;
  /** For the command line of the server. */
  readonly operator: Operator;
  /** Who a browser is signed in as; null: nobody, or not any more. */
  callerOfSession(token: string, address: string): Promise<AccountCaller | null>;
  /** Who a program acts as, by a token of theirs; null: it opens nothing. */
  userOfToken(token: string): UserId | null;
  /** Which device that is. @param address where it calls from */
  deviceOfToken(token: string, address: string): Promise<DeviceOfToken>;
  /** After each commit, of whichever process of the server, by which somebody may have been shut out: what is open for them is to be looked at again. */
  readonly shutOuts: Observable<unknown>;
  /** For metrics. */
  counts(): Promise<{ readonly users: number; readonly sessions: number; readonly devices: number }>;
};

/** @param publicUrl where the server is reached, for links; without a slash at its end */
export function createAccounts(
  context: DeskContext,
  { publicUrl, language = "en" }: { readonly publicUrl: () => string; readonly language?: Language },
): Accounts {
  const store = createAccountStore(context);
  const throttle = createThrottle();
  const links = createLinks(store, publicUrl);
  const sessions = createSessions(store);
  const devices = createDevices(store);
  const views = createAccountViews({ store, links, sessions, throttle });
  const mail = createAccountMail(context, language);
  const deps = { store, passwords: createPasswords(), throttle, links, sessions, devices, mail, views };

  return {
    service: { ...createOwnAccount(deps), ...createAdministration(deps) },
    signIn: createSignInService(deps),
    operator: createOperator(deps),
    async callerOfSession(token, address) {
      const session = await sessions.find(token);
      if (session === null) return null;
      await sessions.seen(session, address);
      return { userId: session.userId, sessionId: session.id, address };
    },
    userOfToken(token) {
      const userId = userOfToken(context.setup, token);
      return userId !== null && store.activeUser(userId) !== null ? userId : null;
    },
    deviceOfToken: (token, address) => devices.ofToken(token, address),
    shutOuts: merge(
      context.store.accounts.changes.pipe(
        filter((documents) =>
          documents.some(
            (one) => (one.kind === "device" && one.revoked !== null) || (one.kind === "session" && one._deleted),
          ),
        ),
      ),
      context.store.setup.changes.pipe(
        filter((documents) => documents.some((one) => one.kind === "user" && (hasLeft(one) || one._deleted))),
      ),
    ),
    async counts() {
      const [open, all] = await Promise.all([store.ofKind("session"), devices.of()]);
      return {
        users: context.setup.all("user").filter((user) => !hasLeft(user)).length,
        sessions: open.filter((one) => !sessions.isOver(one)).length,
        devices: all.filter(({ revoked }) => revoked === null).length,
      };
    },
  };
}
