import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { isSeenBy, mayChangeOwnOrShared, type OwnOrShared } from "#shared/rules/access/own-or-shared.ts";
import type { Stored } from "#main/store/repository.ts";
import type { Actor, DeskContext } from "../context.ts";

/** One that the user sees; another's is not there for them. @throws PD_DESK_NOT_FOUND */
export function requireSeen<Kind extends "snippet" | "macro">(
  { setup }: Pick<DeskContext, "setup">,
  actor: Actor,
  kind: Kind,
  id: string,
) {
  const document = setup.require(kind, id);
  const { ownerId }: OwnOrShared = document as Stored<OwnOrShared>;
  if (!isSeenBy({ ownerId }, actor.user)) throw notFound(kind, id);
  return document;
}

/** @throws PD_ACCESS_PERMISSION for what is everybody's, where the user may not change the settings */
export function requireKeeper(actor: Actor, document: OwnOrShared): void {
  if (mayChangeOwnOrShared(document, actor.user)) return;
  throw new PipedeskError(
    "PD_ACCESS_PERMISSION",
    "Only a super admin or a user with account access may change what everybody works with.",
    { details: { missing: ["super-admin", "account-access"] } },
  );
}

export function ownerOf(actor: Actor, shared: boolean): OwnOrShared["ownerId"] {
  return shared ? null : actor.user.id;
}
