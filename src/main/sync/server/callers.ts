/** Whom a device speaks for, as that is at the moment: people leave, lose roles and shut devices out while these are connected, also by way of another process of the same server. */
import type { Subscription } from "rxjs";
import type { SetupDocument } from "#shared/automation/documents/setup-document.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { User } from "#shared/model/setup/user.ts";
import { hasLeft } from "#shared/rules/access/roles.ts";
import type { DeskContext } from "#main/desk/context.ts";

export type SyncCaller = {
  /** Of the device's token. */
  readonly userId: UserId;
  /** The name under which accounts know the device. */
  readonly tokenId: string;
  /** The name under which its own stamps know it. */
  readonly deviceId: string;
  /** From where it calls, behind all trusted proxies; absent: by no network. */
  readonly address?: string | undefined;
};

type Deps = Pick<DeskContext, "store" | "setup">;

/** @throws PD_SYNC_REVOKED where they are no more, or left */
export async function userOfCaller({ setup, store }: Deps, { userId }: Pick<SyncCaller, "userId">): Promise<User> {
  // What another process has just written may not have reached this one's memory; nobody's copy is to be erased for that.
  return requireThere(setup.find("user", userId) ?? (await store.setup.get(userId)));
}

/**
 * Inside the transaction of what the device brings: as it is in the database, so that nothing is taken that is committed after the device was shut out.
 * @throws PD_SYNC_REVOKED
 */
export async function userOfCallerNow({ store }: Deps, { userId, tokenId }: SyncCaller): Promise<User> {
  const device = await store.accounts.get(tokenId);
  if (device?.kind === "device" && device.revoked !== null) throw shutOut();
  return requireThere(await store.setup.get(userId));
}

function requireThere(document: SetupDocument | null): User {
  if (document?.kind !== "user" || hasLeft(document)) throw shutOut();
  return document;
}

export function shutOut(): PipedeskError {
  return new PipedeskError("PD_SYNC_REVOKED", "This device was shut out of the team.");
}

/** Calls back with the devices, and the users with all their devices, that are shut out, whichever process of the server was told so. */
export function followShutOut(
  { store }: Pick<DeskContext, "store">,
  told: (isMeant: (caller: SyncCaller) => boolean) => void,
): Subscription {
  const subscription = store.accounts.changes.subscribe((documents) => {
    const ids = new Set(
      documents.flatMap((one) => (one.kind === "device" && (one.revoked !== null || one._deleted) ? [one.id] : [])),
    );
    if (ids.size > 0) told(({ tokenId }) => (ids as ReadonlySet<string>).has(tokenId));
  });
  subscription.add(
    store.setup.changes.subscribe((documents) => {
      const ids = new Set(
        documents.flatMap((one) => (one.kind === "user" && (hasLeft(one) || one._deleted) ? [one.id] : [])),
      );
      if (ids.size > 0) told(({ userId }) => ids.has(userId));
    }),
  );
  return subscription;
}
