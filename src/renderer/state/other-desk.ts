import type { DeskStatus } from "#shared/contract/desk.ts";

/** Which of the desks that a machine can hold it is: its own, or its copy of a team's. */
function identityOf({ sync }: DeskStatus): string {
  return sync === undefined ? "own" : `${sync.serverUrl} ${sync.joinedAtEpochMs}`;
}

/**
 * Whether the machine has joined a team or left it between the two: then everything that a window remembers, its undo above all, is of a desk that is gone. null: nothing was known of it.
 */
export function isOtherDesk(before: DeskStatus | null, after: DeskStatus | null): boolean {
  return before !== null && after !== null && identityOf(before) !== identityOf(after);
}
