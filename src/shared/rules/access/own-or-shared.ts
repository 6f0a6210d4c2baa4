import type { UserId } from "../../model/ids.ts";
import type { User } from "../../model/setup/user.ts";
import { mayChangeAutomation } from "./permissions.ts";

/** What somebody keeps for themselves, or a desk for everybody: snippets, macros. */
export type OwnOrShared = { readonly ownerId: UserId | null };

/** @param user null sees what is shared */
export function isSeenBy({ ownerId }: OwnOrShared, user: Pick<User, "id"> | null): boolean {
  return ownerId === null || ownerId === user?.id;
}

/** One's own is one's own; what all work with is changed by whoever changes automations (A3). */
export function mayChangeOwnOrShared({ ownerId }: OwnOrShared, user: Pick<User, "id" | "permissions">): boolean {
  return ownerId === null ? mayChangeAutomation(user.permissions) : ownerId === user.id;
}
