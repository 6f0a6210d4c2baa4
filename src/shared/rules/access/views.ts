import type { UserId } from "../../model/ids.ts";
import type { Permission } from "../../model/setup/user.ts";
import { mayChangeAutomation } from "./permissions.ts";

/** What of a view decides who may do what with it. */
type Owned = { readonly authorId: UserId; readonly shared: boolean };
type Person = { readonly id: UserId; readonly permissions: readonly Permission[] };

/** A view is in the list of its author, and where it is shared in everybody's. */
export function seesView({ authorId, shared }: Owned, userId: UserId): boolean {
  return shared || authorId === userId;
}

/**
 * What everybody has in their list is part of the desk's settings; one's own view is one's own.
 * @rule A3
 */
export function mayChangeView({ authorId, shared }: Owned, user: Person): boolean {
  return mayChangeAutomation(user.permissions) || (!shared && authorId === user.id);
}
