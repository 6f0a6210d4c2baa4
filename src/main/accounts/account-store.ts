/** The documents of accounts as questions and pieces of work. All that is written goes through the desk's write queue. */
import { randomUUID } from "node:crypto";
import type {
  AuditRecord,
  Account,
  AccountDocument,
  AccountKind,
  AuditAction,
  AuditActor,
} from "#shared/model/account.ts";
import type { UserId } from "#shared/model/ids.ts";
import { addressesOfUser, type User } from "#shared/model/setup/user.ts";
import { hasLeft } from "#shared/rules/access/roles.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Stored } from "#main/store/repository.ts";
import { MAX_DETAIL_CHARACTERS } from "./limits.ts";

type OfKind<Kind extends AccountKind> = Extract<AccountDocument, { kind: Kind }>;

/** What is told of something that happened; when is now. */
export type Told = {
  readonly action: AuditAction;
  readonly actor: AuditActor;
  readonly userId?: UserId | null | undefined;
  readonly detail?: string | undefined;
  readonly address?: string | undefined;
};

export type AccountStore = ReturnType<typeof createAccountStore>;

export function createAccountStore(context: DeskContext) {
  const { store, setup, clock, queue } = context;
  const accounts = store.accounts;
  const now = () => clock.nowEpochMs();

  const ofKind = async <Kind extends AccountKind>(kind: Kind, userId?: UserId): Promise<Stored<OfKind<Kind>>[]> => {
    const found = await accounts.find({ selector: { kind, ...(userId === undefined ? {} : { userId }) } });
    return found.filter((one): one is Stored<OfKind<Kind>> => one.kind === kind);
  };

  const byDigest = async <Kind extends AccountKind>(
    kind: Kind,
    digest: string,
  ): Promise<Stored<OfKind<Kind>> | null> => {
    const found = await accounts.find({ selector: { digest } });
    return found.find((one): one is Stored<OfKind<Kind>> => one.kind === kind) ?? null;
  };

  const byId = async <Kind extends AccountKind>(kind: Kind, id: string): Promise<Stored<OfKind<Kind>> | null> => {
    const found = await accounts.get(id);
    return found?.kind === kind ? (found as Stored<OfKind<Kind>>) : null;
  };

  const accountOf = (userId: UserId) => byId("account", accountId(userId));

  /** Inside a piece of work. */
  const put = async (previous: Stored<AccountDocument> | null, next: AccountDocument): Promise<void> => {
    await accounts.write([{ previous, next }]);
  };

  /** Inside a piece of work: in the commit of what it tells of. */
  const audit = async ({ action, actor, userId = null, detail = "", address = "" }: Told): Promise<void> => {
    const atEpochMs = now();
    const record: AuditRecord = {
      // Stamps are in the order in which they were given: so are the ids, and the log.
      id: `a_${context.nextStamp()}`,
      kind: "audit",
      atEpochMs,
      action,
      actor,
      userId,
      detail: detail.slice(0, MAX_DETAIL_CHARACTERS),
      address,
    };
    await put(null, record);
  };

  return {
    context,
    now,
    run: <Result>(work: () => Promise<Result>) => queue.run(work),
    ofKind,
    byDigest,
    byId,
    accountOf,
    put,
    remove: (documents: readonly Stored<AccountDocument>[]) => accounts.remove(documents),
    audit,
    /** For what nothing else is written of. */
    note: (told: Told) => queue.run(() => audit(told)),
    newId: (prefix: string) => `${prefix}_${randomUUID().replaceAll("-", "")}`,
    /** Inside a piece of work. @returns the account as it is now */
    async changeAccount(userId: UserId, change: Partial<Omit<Account, "id" | "kind" | "userId">>): Promise<Account> {
      const before = await accountOf(userId);
      const next: Account = { ...(before ?? newAccount(userId, now())), ...change };
      await put(before, next);
      return next;
    },
    user: (id: UserId): Stored<User> | null => setup.find("user", id),
    /** Who may come in. */
    activeUser(id: UserId): Stored<User> | null {
      const user = setup.find("user", id);
      return user && !hasLeft(user) ? user : null;
    },
    /** The same of the database where this process knows of nobody: another has just made them. */
    async isThere(id: UserId): Promise<boolean> {
      const user = setup.find("user", id) ?? (await store.setup.get(id));
      return user?.kind === "user" && !hasLeft(user);
    },
    userOfAddress(address: string): Stored<User> | null {
      const wanted = address.trim().toLowerCase();
      return setup.all("user").find((user) => addressesOfUser(user).includes(wanted)) ?? null;
    },
  };
}

function accountId(userId: UserId): string {
  return `account_${userId}`;
}

function newAccount(userId: UserId, createdAtEpochMs: number): Account {
  return {
    id: accountId(userId),
    kind: "account",
    userId,
    password: null,
    totp: null,
    lastSignedInAtEpochMs: null,
    createdAtEpochMs,
  };
}
