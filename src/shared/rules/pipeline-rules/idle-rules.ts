import type { Permission } from "../../model/setup/user.ts";
import { isAdmin, mayMoveBackward } from "../access/permissions.ts";

/** Rules of section G that permissions lift. */
export type LiftableRule = "G1" | "G5";

/**
 * Whether every user of the desk may do what the rule forbids: switched on, it stops workflows and imports, and no person. False where there is no user.
 */
export function bindsNoUser(
  rule: LiftableRule,
  users: readonly { readonly permissions: readonly Permission[] }[],
): boolean {
  const isLiftedFor = rule === "G1" ? mayMoveBackward : isAdmin;
  return users.length > 0 && users.every(({ permissions }) => isLiftedFor(permissions));
}
