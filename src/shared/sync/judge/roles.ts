import type { UserId } from "../../model/ids.ts";
import type { Permission, User } from "../../model/setup/user.ts";
import { mayChangeAutomation } from "../../rules/access/permissions.ts";
import { mayChangeOwnOrShared } from "../../rules/access/own-or-shared.ts";
import { mayWrite, roleOf } from "../../rules/access/roles.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { JudgedRow, Verdict } from "./judged-row.ts";

/** Kinds of the setup that only a super admin or a user with account access changes (A3). */
const ADMIN_KINDS: ReadonlySet<unknown> = new Set([
  "channel",
  "host-record",
  "mail-template",
  "pipeline",
  "property",
  "revision",
  "settings",
  "sla-policy",
  "team",
  "work-calendar",
  "workflow",
]);

/** Kinds of which each is somebody's own or everybody's. */
const OWN_OR_SHARED_KINDS: ReadonlySet<unknown> = new Set(["macro", "snippet"]);

/** What users may change of themselves. */
const OWN_PROPERTIES: ReadonlySet<string> = new Set(["name", "away", "signature", "tokens"]);

/**
 * A3 and the roles, for what a device of this user brings.
 * @param isReturned it may be something that the server had and lost: then whoever did it did it
 * @rule A3
 */
export function judgeRoles(row: JudgedRow, user: User, isReturned = false): Verdict {
  const forbidden: Verdict = {
    code: "PD_ACCESS_PERMISSION",
    message: "Only a super admin or a user with account access may change this.",
  };
  if (!mayWrite(user) && !isOwnSeat(row, user))
    return { code: "PD_ACCESS_VIEWER", message: "Whoever only looks on changes nothing." };
  if (row.collection === "setup") return judgeSetup(row, user, forbidden);
  return isReturned ? null : judgeAuthor(row, user);
}

/** What a viewer may change too: what waits for them alone, and themselves. */
function isOwnSeat({ collection, document, previous, merged }: JudgedRow, user: User): boolean {
  if (collection === "inboxItems") return [previous ?? document, merged()].every(({ userId }) => userId === user.id);
  return collection === "setup" && document.id === user.id;
}

type Change = {
  readonly previous: Readonly<Record<string, unknown>> | null;
  readonly next: Readonly<Record<string, unknown>>;
  readonly isDeleted: boolean;
};

function judgeSetup({ document, previous, merged }: JudgedRow, user: User, forbidden: Verdict): Verdict {
  const next = merged();
  const change: Change = { previous, next, isDeleted: next["_deleted"] === true };
  // What everybody has anyway, or what the server knows better: it changes nothing.
  if (previous !== null && canonicalJson(next) === canonicalJson(previous)) return null;
  const isAdmin = mayChangeAutomation(user.permissions);
  // Of what is deleted only the server's own copy can be believed.
  const kind = previous?.["kind"] ?? document["kind"];
  if (next["kind"] !== kind)
    return { code: "PD_SYNC_ROW_INVALID", message: "A document stays of the kind that it was made." };
  // No desk opens without its settings; who is the host is counted on, and without the last number the next one would be too small.
  if (change.isDeleted && (kind === "settings" || kind === "host-record"))
    return { code: "PD_SYNC_WRITTEN_ONCE", message: "The settings, and who is the host, are not deleted." };
  if (kind === "user") return judgeUser(change, user, forbidden);
  if (ADMIN_KINDS.has(kind)) return isAdmin ? null : forbidden;
  if (OWN_OR_SHARED_KINDS.has(kind)) return isAdmin ? null : judgeOwnOrShared(change, user, forbidden);
  if (kind === "view" && !isAdmin && [previous, next].some((one) => one?.["shared"] === true)) return forbidden;
  return judgeOwned(change, user, isAdmin);
}

/** Both as it was and as it is to be: what is shared is not made one's own to change it, nor one's own everybody's. */
function judgeOwnOrShared({ previous, next }: Change, user: User, forbidden: Verdict): Verdict {
  for (const one of [previous, next]) {
    if (one === null || mayChangeOwnOrShared({ ownerId: ownerOf(one) }, user)) continue;
    return ownerOf(one) === null ? forbidden : forged("It is somebody else's.");
  }
  return null;
}

function ownerOf({ ownerId }: Change["next"]): UserId | null {
  return typeof ownerId === "string" ? (ownerId as UserId) : null;
}

/** Drafts, views, and comments of steps (E7). */
function judgeOwned({ previous, next, isDeleted }: Change, user: User, isAdmin: boolean): Verdict {
  const authorId = previous?.["authorId"] ?? next["authorId"];
  if (next["authorId"] !== authorId) return forged("It says that somebody else made it.");
  if (authorId === user.id || isAdmin) return null;
  // A comment of somebody else's can be resolved by everyone; a draft is its author's.
  const isResolved = previous?.["kind"] === "step-comment" && !isDeleted && isOnly(["resolved"], previous, next);
  return isResolved ? null : forged("It is somebody else's.");
}

function judgeUser({ previous, next, isDeleted }: Change, user: User, forbidden: Verdict): Verdict {
  const isSuperAdmin = roleOf(user.permissions) === "super-admin";
  const had = permissionsOf(previous).includes("super-admin");
  const has = !isDeleted && permissionsOf(next).includes("super-admin");
  const isLeaving = had && previous?.["deactivatedAtEpochMs"] !== next["deactivatedAtEpochMs"];
  // Nobody gives more than they have, nor takes it from who has more.
  if (!isSuperAdmin && (had !== has || isLeaving)) return forbidden;
  if (mayChangeAutomation(user.permissions)) return null;
  if (previous === null || isDeleted || next["id"] !== user.id) return forbidden;
  return isOnly(OWN_PROPERTIES, previous, next) ? null : forbidden;
}

/** Whether no other properties, and no stamps of others, are different. */
function isOnly(names: Iterable<string>, previous: Change["next"], next: Change["next"]): boolean {
  const allowed = new Set(names);
  const isEqual = (one: object, other: object) =>
    [...Object.keys(one), ...Object.keys(other)].every((name) => {
      const [before, after] = [one, other].map((of) => (of as Record<string, unknown>)[name] ?? null);
      return allowed.has(name) || name === "stamps" || canonicalJson(before) === canonicalJson(after);
    });
  return isEqual(previous, next) && isEqual(stampsIn(previous), stampsIn(next));
}

function stampsIn({ stamps }: Change["next"]): object {
  return typeof stamps === "object" && stamps !== null ? stamps : {};
}

/** A device speaks for one person: nobody else's name stands under what is new. */
function judgeAuthor({ collection, document, previous, isDeleted }: JudgedRow, user: User): Verdict {
  // A super admin may bring a whole desk along, with all that others wrote in it.
  if (previous !== null || isDeleted || user.permissions.includes("super-admin")) return null;
  if (collection === "activities") {
    const cause = document["cause"];
    const isAnothers =
      typeof cause === "object" &&
      cause !== null &&
      "kind" in cause &&
      cause.kind === "user" &&
      (!("userId" in cause) || cause.userId !== user.id);
    return isAnothers ? forged("It says that somebody else did it.") : null;
  }
  if (collection === "messages" || collection === "outbox") {
    const { authorId } = document;
    return authorId !== null && authorId !== undefined && authorId !== user.id
      ? forged("It says that somebody else wrote it.")
      : null;
  }
  return null;
}

function forged(message: string): Verdict {
  return { code: "PD_SYNC_FORGED", message };
}

function permissionsOf(document: Readonly<Record<string, unknown>> | null): Permission[] {
  const permissions = document?.["permissions"];
  return Array.isArray(permissions) ? (permissions as Permission[]) : [];
}
