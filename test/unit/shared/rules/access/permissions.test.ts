import { describe, expect, it } from "vitest";
import type { Permission } from "#shared/model/setup/user.ts";
import { isAdmin, mayChangeAutomation, mayMoveBackward } from "#shared/rules/access/permissions.ts";

const CASES: { permissions: Permission[]; automation: boolean; admin: boolean; backward: boolean }[] = [
  { permissions: [], automation: false, admin: false, backward: false },
  { permissions: ["super-admin"], automation: true, admin: true, backward: true },
  { permissions: ["account-access"], automation: true, admin: true, backward: false },
  { permissions: ["move-backward"], automation: false, admin: false, backward: true },
  { permissions: ["move-backward", "account-access"], automation: true, admin: true, backward: true },
];

describe("permissions", () => {
  it.each(CASES)("[A3] [G1] [G5] what $permissions allows", ({ permissions, automation, admin, backward }) => {
    expect({
      automation: mayChangeAutomation(permissions),
      admin: isAdmin(permissions),
      backward: mayMoveBackward(permissions),
    }).toEqual({
      automation,
      admin,
      backward,
    });
  });
});
