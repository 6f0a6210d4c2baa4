import { describe, expect, it } from "vitest";
import { Permission } from "#shared/model/setup/user.ts";
import { isAdmin, mayChangeAutomation, mayMoveBackward } from "#shared/rules/access/permissions.ts";
import {
  hasLeft,
  isActiveAdmin,
  mayOwn,
  mayWrite,
  permissionsFor,
  type Role,
  roleOf,
  ROLES,
} from "#shared/rules/access/roles.ts";

const CASES: { permissions: Permission[]; role: Role; writes: boolean; admin: boolean }[] = [
  { permissions: [], role: "agent", writes: true, admin: false },
  { permissions: ["move-backward"], role: "agent", writes: true, admin: false },
  { permissions: ["account-access"], role: "account-access", writes: true, admin: true },
  { permissions: ["account-access", "super-admin"], role: "super-admin", writes: true, admin: true },
  { permissions: ["view-only"], role: "viewer", writes: false, admin: false },
];

describe("roles", () => {
  it.each(CASES)("[A3] $permissions makes a $role", ({ permissions, role, writes, admin }) => {
    const user = { permissions };
    expect([roleOf(permissions), mayWrite(user), mayOwn(user), isActiveAdmin(user)]).toEqual([
      role,
      writes,
      writes,
      admin,
    ]);
  });

  it.each(Permission.options)("[A3] [G1] [G5] with view-only beside it, %s allows nothing", (permission) => {
    const permissions: Permission[] = [permission, "view-only"];
    const allowed = [mayWrite({ permissions }), isActiveAdmin({ permissions })];
    const rules = [mayChangeAutomation, isAdmin, mayMoveBackward].map((rule) => rule(permissions));
    expect([roleOf(permissions), ...allowed, ...rules]).toEqual(["viewer", false, false, false, false, false]);
  });

  it("[A3] who left writes nothing, owns nothing new and looks after nothing, whatever they were", () => {
    const users = ROLES.map((role) => ({ permissions: permissionsFor(role, []), deactivatedAtEpochMs: 0 }));
    expect(users.map((user) => [hasLeft(user), mayWrite(user), mayOwn(user), isActiveAdmin(user)])).toEqual(
      ROLES.map(() => [true, false, false, false]),
    );
    expect(hasLeft({})).toBe(false);
  });

  it("[A3] [G1] a role is given and taken without touching what lies beside it, but that a viewer has nothing beside", () => {
    const had: Permission[] = ["super-admin", "move-backward"];
    expect(ROLES.map((role) => permissionsFor(role, had))).toEqual([
      ["view-only"],
      ["move-backward"],
      ["account-access", "move-backward"],
      ["super-admin", "move-backward"],
    ]);
    expect(ROLES.map((role) => roleOf(permissionsFor(role, had)))).toEqual([...ROLES]);
    expect(permissionsFor("agent", ["view-only"])).toEqual([]);
  });
});
