import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { UserId } from "#shared/model/ids.ts";
import { addressesOfUser, type Permission, type User } from "#shared/model/setup/user.ts";
import { isViewOnly } from "#shared/rules/access/permissions.ts";
import { isActiveAdmin, mayWrite, roleOf } from "#shared/rules/access/roles.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { normalAddress } from "../people.ts";
import { addSetup, writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";

type Values = {
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly otherAddresses?: readonly string[] | undefined;
  readonly permissions?: readonly Permission[] | undefined;
};
export type UpdateUserInput = Values & {
  readonly id: UserId;
  readonly away?: boolean | undefined;
  readonly signature?: string | undefined;
};

/** @throws PD_ACCESS_PERMISSION (A3), PD_INPUT_INVALID for an address that another user has */
export function createUser(
  context: DeskContext,
  actor: Actor,
  {
    name,
    address,
    otherAddresses = [],
    permissions,
  }: Pick<User, "name" | "address" | "otherAddresses" | "permissions">,
): Promise<User> {
  requireAutomationAccess(actor);
  requireMayGrant(actor, permissions, []);
  return context.queue.run(async () => {
    requireFreeAddresses(context, [address, ...otherAddresses], null);
    const id = UserId.parse(derivedId("u", context.nextStamp()));
    const createdAtEpochMs = context.clock.nowEpochMs();
    const user: User = {
      id,
      kind: "user",
      name,
      address: normalAddress(address),
      ...(otherAddresses.length === 0 ? {} : othersOf(address, otherAddresses)),
      permissions: once(permissions),
      createdAtEpochMs,
      stamps: {},
    };
    await addSetup(context, [user]);
    return context.setup.require("user", id);
  });
}

/**
 * Everybody says of themselves whether they are away and what they are called; all else is for who looks after the automations. Nobody gives more than they have, and somebody
 * is always left who can.
 * @throws PD_ACCESS_PERMISSION, PD_ACCESS_VIEWER for a viewer's addresses, PD_DESK_NOT_FOUND, PD_INPUT_INVALID
 */
export function updateUser(context: DeskContext, actor: Actor, input: UpdateUserInput): Promise<User> {
  const { id, away, signature, name, address, otherAddresses, permissions } = input;
  if (id !== actor.user.id || permissions !== undefined) requireAutomationAccess(actor);
  // Whose mail counts as a colleague's is what the whole desk works by (D8b).
  if ((address !== undefined || otherAddresses !== undefined) && !mayWrite(actor.user))
    throw new PipedeskError("PD_ACCESS_VIEWER", "A viewer's addresses are changed by who looks after the desk.");
  return context.queue.run(async () => {
    const user = context.setup.require("user", id);
    requireFreeAddresses(context, [address ?? "", ...(otherAddresses ?? [])], id);
    if (permissions !== undefined) {
      requireMayGrant(actor, permissions, user.permissions);
      requireSomebodyLeft(context, id, permissions);
    }
    await writeSetup<User>(context, user, {
      ...(away === undefined ? {} : { away }),
      ...(signature === undefined ? {} : { signature: signature.trim() }),
      ...(name === undefined ? {} : { name }),
      ...(address === undefined ? {} : { address: normalAddress(address) }),
      ...(otherAddresses === undefined ? {} : othersOf(address ?? user.address, otherAddresses)),
      ...(permissions === undefined ? {} : { permissions: once(permissions) }),
    });
    return context.setup.require("user", id);
  });
}

/** A super admin is made, and unmade, by a super admin only. @throws PD_ACCESS_PERMISSION, PD_INPUT_INVALID for "view only" beside another */
export function requireMayGrant(actor: Actor, wanted: readonly Permission[], had: readonly Permission[]): void {
  if (isViewOnly(wanted) && once(wanted).length > 1)
    throw invalid("permissions", "Who only looks on has no other permission beside it.");
  const changes = wanted.includes("super-admin") !== had.includes("super-admin");
  if (!changes || roleOf(actor.user.permissions) === "super-admin") return;
  throw new PipedeskError("PD_ACCESS_PERMISSION", "Only a super admin may make somebody one, or end it.", {
    details: { missing: ["super-admin"] },
  });
}

/** @param permissions null: they leave. @throws PD_INPUT_INVALID */
export function requireSomebodyLeft(
  { setup }: Pick<DeskContext, "setup">,
  id: UserId,
  permissions: readonly Permission[] | null,
): void {
  const others = setup.all("user").filter((user) => user.id !== id);
  const user = setup.require("user", id);
  const stays = permissions !== null && isActiveAdmin({ ...user, permissions: [...permissions] });
  if (stays || others.some(isActiveAdmin)) return;
  throw invalid("permissions", "Somebody has to be left who may change the settings.");
}

function requireFreeAddresses({ setup }: DeskContext, addresses: readonly string[], id: UserId | null): void {
  const wanted = new Set(addresses.map(normalAddress));
  const taken = setup
    .all("user")
    .find((user) => user.id !== id && addressesOfUser(user).some((address) => wanted.has(address)));
  if (taken) throw invalid("address", `${taken.name} has this address.`);
}

/** Each once, without the one that is written to. */
function othersOf(address: string, others: readonly string[]): Pick<User, "otherAddresses"> {
  const main = normalAddress(address);
  const otherAddresses = Array.from(new Set(others.map(normalAddress))).filter((one) => one !== main);
  return { otherAddresses };
}

function invalid(path: string, message: string): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", message, { details: { issues: [{ path, message }] } });
}

function once(permissions: readonly Permission[]): Permission[] {
  return Array.from(new Set(permissions));
}
