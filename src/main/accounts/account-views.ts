import type { AccountView } from "#shared/contract/account-views.ts";
import type { AccountDocument } from "#shared/model/account.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { User } from "#shared/model/setup/user.ts";
import type { AccountStore } from "./account-store.ts";
import type { Links } from "./links.ts";
import type { Sessions } from "./sessions.ts";
import { passwordKeyOf, type Throttle } from "./throttle.ts";
import { accountView } from "./views.ts";

/** Users as they are with their accounts. */
export type AccountViews = {
  /** @throws PD_DESK_NOT_FOUND */
  of(userId: UserId): Promise<AccountView>;
  all(): Promise<AccountView[]>;
};

export function createAccountViews(deps: {
  readonly store: AccountStore;
  readonly links: Links;
  readonly sessions: Sessions;
  readonly throttle: Throttle;
}): AccountViews {
  const { store, links, sessions, throttle } = deps;

  async function documentsOf(userId?: UserId): Promise<AccountDocument[]> {
    const [accounts, open, browsers, devices] = await Promise.all([
      store.ofKind("account", userId),
      store.ofKind("link", userId),
      store.ofKind("session", userId),
      store.ofKind("device", userId),
    ]);
    return [...accounts, ...open.filter((link) => !links.isOver(link)), ...browsers, ...devices];
  }

  async function viewOf(user: User, documents: readonly AccountDocument[]): Promise<AccountView> {
    const seconds = await throttle.pausedForSeconds(passwordKeyOf(user.id));
    const lockedUntilEpochMs = seconds > 0 ? store.now() + seconds * 1000 : null;
    return accountView(user, documents, (session) => !sessions.isOver(session), lockedUntilEpochMs);
  }

  return {
    async of(userId) {
      const user = store.context.setup.require("user", userId);
      return viewOf(user, await documentsOf(userId));
    },
    async all() {
      const byUser = Map.groupBy(await documentsOf(), (one) => ("userId" in one ? one.userId : null));
      return Promise.all(store.context.setup.all("user").map((user) => viewOf(user, byUser.get(user.id) ?? [])));
    },
  };
}
