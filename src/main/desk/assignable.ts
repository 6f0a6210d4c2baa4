import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { UserId } from "#shared/model/ids.ts";
import { hasLeft, mayOwn } from "#shared/rules/access/roles.ts";
import type { SetupReads } from "./setup-cache.ts";

/**
 * Who is given a ticket or a task must be there to do it. @param had whose it is already: it may stay with them
 * @throws PD_DESK_NOT_FOUND, PD_USER_NOT_ASSIGNABLE for a viewer or somebody who left
 * @rule A3
 */
export function requireAssignable(
  setup: Pick<SetupReads, "require">,
  userId: UserId | null | undefined,
  had: UserId | null = null,
): void {
  if (!userId) return;
  const user = setup.require("user", userId);
  if (userId !== had && !mayOwn(user)) throw notAssignable(user.name);
}

/** A viewer may follow what they read; who left is told nothing. @throws PD_DESK_NOT_FOUND, PD_USER_NOT_ASSIGNABLE */
export function requireFollowers(
  setup: Pick<SetupReads, "require">,
  userIds: readonly UserId[],
  had: readonly UserId[],
): void {
  for (const id of userIds) {
    const user = setup.require("user", id);
    if (hasLeft(user) && !had.includes(id)) throw notAssignable(user.name);
  }
}

function notAssignable(name: string): PipedeskError {
  return new PipedeskError("PD_USER_NOT_ASSIGNABLE", `${name} left, or only looks on: nothing can be given to them.`);
}
