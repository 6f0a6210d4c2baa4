import type { UserId } from "#shared/model/ids.ts";
import type { StepOutcome } from "#shared/model/run.ts";
import { mayOwn } from "#shared/rules/access/roles.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";

/** The failure of a step that would give something to somebody who is gone, left or only looks on; null where nothing is in the way, and for nobody. */
export function missingOwner(userId: UserId | null, setup: Pick<SetupCache, "find">): StepOutcome | null {
  if (userId === null) return null;
  const user = setup.find("user", userId);
  if (user === null)
    return { kind: "failed", code: "PD_DESK_NOT_FOUND", message: `The user ${userId} is no longer there.` };
  if (mayOwn(user)) return null;
  return { kind: "failed", code: "PD_USER_NOT_ASSIGNABLE", message: `${user.name} left, or only looks on.` };
}
