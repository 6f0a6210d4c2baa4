import type { Permission } from "../../model/setup/user.ts";

type Permissions = readonly Permission[];

/** Each of these allows what settings and automations are about (A3), and editing what G5 keeps for admins. */
export const ADMIN_PERMISSIONS = ["super-admin", "account-access"] as const satisfies Permissions;
/** Each of these lifts G1. */
export const BACKWARD_PERMISSIONS = ["move-backward", "super-admin"] as const satisfies Permissions;

/**
 * A3: pipelines, channels, template automations and workflows. Everybody else sees them read-only.
 * @rule A3
 */
export function mayChangeAutomation(permissions: Permissions): boolean {
  return isAdmin(permissions);
}

/** G5: what `admins` means there. */
export function isAdmin(permissions: Permissions): boolean {
  return hasAny(permissions, ADMIN_PERMISSIONS);
}

/** G1: may put a ticket back to an earlier open stage. */
export function mayMoveBackward(permissions: Permissions): boolean {
  return hasAny(permissions, BACKWARD_PERMISSIONS);
}

/** Beats every other permission: whoever has it only looks on. */
export function isViewOnly(permissions: Permissions): boolean {
  return permissions.includes("view-only");
}

function hasAny(permissions: Permissions, wanted: Permissions): boolean {
  return !isViewOnly(permissions) && wanted.some((permission) => permissions.includes(permission));
}
