import type { Permission, User } from "../../model/setup/user.ts";
import { isViewOnly } from "./permissions.ts";

/** What a person is at the desk, each more than the one before. */
export const ROLES = ["viewer", "agent", "account-access", "super-admin"] as const;
export type Role = (typeof ROLES)[number];

type Seat = Pick<User, "permissions" | "deactivatedAtEpochMs">;

/**
 * The role that these permissions make. "View only" beats every other one: two devices may have given both at once, and of two answers the one that lets less through is safe.
 * @rule A3
 */
export function roleOf(permissions: readonly Permission[]): Role {
  if (isViewOnly(permissions)) return "viewer";
  if (permissions.includes("super-admin")) return "super-admin";
  return permissions.includes("account-access") ? "account-access" : "agent";
}

/** The permissions of somebody who is given a role; what lies beside roles (G1) stays where the role can have it. */
export function permissionsFor(role: Role, had: readonly Permission[]): Permission[] {
  if (role === "viewer") return ["view-only"];
  const beside = had.filter((permission) => permission === "move-backward");
  return role === "agent" ? beside : [role, ...beside];
}

/** Who left comes in no more, is given nothing and told nothing; what they did and what they own stays theirs. */
export function hasLeft({ deactivatedAtEpochMs }: Pick<Seat, "deactivatedAtEpochMs">): boolean {
  return deactivatedAtEpochMs !== undefined;
}

/**
 * May change what others see: tickets, mail, people, settings. A viewer changes only what is about their own seat.
 * @rule A3
 */
export function mayWrite(user: Seat): boolean {
  return !hasLeft(user) && !isViewOnly(user.permissions);
}

/**
 * May be given tickets and tasks: who left or only looks on could do nothing about them.
 * @rule A3
 */
export function mayOwn(user: Seat): boolean {
  return mayWrite(user);
}

/** May look after settings, accounts and automations, and is here to do it. */
export function isActiveAdmin(user: Seat): boolean {
  const role = roleOf(user.permissions);
  return !hasLeft(user) && (role === "super-admin" || role === "account-access");
}
