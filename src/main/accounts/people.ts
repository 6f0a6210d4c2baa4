/** Users as accounts need them: made, bound to an account, shut out and let in again. */
import { UserId } from "#shared/model/ids.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import type { Permission, User } from "#shared/model/setup/user.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { addSetup, writeSetup } from "#main/desk/commands/change-setup.ts";
import { derivedId } from "#main/desk/derived-ids.ts";
import { normalAddress } from "#main/desk/people.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Stored } from "#main/store/repository.ts";
import type { AccountStore } from "./account-store.ts";

export type NewPerson = {
  readonly name: string;
  readonly address: string;
  readonly permissions: readonly Permission[];
};

/** Inside a piece of work. @throws PD_INPUT_INVALID for an address that another user has */
export async function addPerson(
  {
    context,
    now,
    userOfAddress,
  }: Pick<AccountStore, "context" | "now"> & { readonly userOfAddress: AccountStore["userOfAddress"] },
  { name, address, permissions }: NewPerson,
): Promise<Stored<User>> {
  const taken = userOfAddress(address);
  if (taken) throw invalid("address", `${taken.name} has this address.`);
  const id = UserId.parse(derivedId("u", context.nextStamp()));
  await addSetup(context, [
    {
      id,
      kind: "user",
      name,
      address: normalAddress(address),
      permissions: Array.from(new Set(permissions)),
      createdAtEpochMs: now(),
      stamps: {},
    },
  ]);
  return context.setup.require("user", id);
}

/** Inside a piece of work. */
export async function changePerson(
  { context }: AccountStore,
  user: Stored<User>,
  changes: Partial<Pick<User, "name" | "address" | "permissions">>,
): Promise<void> {
  await writeSetup<User>(context, user, changes);
}

/** Inside a piece of work. @param atEpochMs null: comes in again */
export async function setDeactivated(
  { context }: AccountStore,
  user: Stored<User>,
  atEpochMs: number | null,
): Promise<void> {
  const touched = touch(
    user as User,
    { deactivatedAtEpochMs: atEpochMs ?? 0 },
    context.nextStamp(),
    COLLECTIONS.setup.sets,
  );
  const { deactivatedAtEpochMs: _gone, ...active } = touched;
  await context.store.setup.write([{ previous: user, next: atEpochMs === null ? active : touched }]);
}

export function invalid(path: string, message: string): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", message, { details: { issues: [{ path, message }] } });
}
