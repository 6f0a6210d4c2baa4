import type { Permission, User } from "../../model/setup/user.ts";
import { mayChangeAutomation } from "../../rules/access/permissions.ts";
import { mayWrite } from "../../rules/access/roles.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { JudgedRow, Verdict } from "./judged-row.ts";

/** Kinds of the setup that only a super admin or a user with account access changes (A3). */
const ADMIN_KINDS: ReadonlySet<unknown> = new Set([
  "channel",
  "mail-template",
  "pipeline",
  "revision",
  "settings",
  "team",
  "workflow",
]);

/** What users may change of themselves. */
const OWN_PROPERTIES: ReadonlySet<string> = new Set(["name", "away", "tokens", "stamps"]);

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
function isOwnSeat({ collection, document, previous }: JudgedRow, user: User): boolean {
  if (collection === "inboxItems") return (previous ?? document)["userId"] === user.id;
  return collection === "setup" && document.id === user.id;
}

function judgeSetup({ document, previous, isDeleted }: JudgedRow, user: User, forbidden: Verdict): Verdict {
  const isAdmin = mayChangeAutomation(user.permissions);
  // Of what is deleted only the server's own copy can be believed.
  const kind = previous?.["kind"] ?? document["kind"];
  if (kind === "user") return judgeUser({ document, previous, isDeleted }, user, forbidden);
  if (ADMIN_KINDS.has(kind)) return isAdmin || isSame(document, previous, isDeleted) ? null : forbidden;
  const authorId = previous?.["authorId"] ?? document["authorId"];
  if (authorId === user.id || isAdmin) return null;
  // A comment of somebody else's can be answered and resolved by everyone; a draft is its author's.
  return kind === "step-comment" && !isDeleted ? null : forged("It is somebody else's.");
}

function judgeUser(
  { document, previous, isDeleted }: Pick<JudgedRow, "document" | "previous" | "isDeleted">,
  user: User,
  forbidden: Verdict,
): Verdict {
  if (isSame(document, previous, isDeleted)) return null;
  const isSuperAdmin = user.permissions.includes("super-admin");
  const had = permissionsOf(previous);
  const has = isDeleted ? [] : permissionsOf(document);
  const granted = has.filter((permission) => !had.includes(permission));
  const taken = had.filter((permission) => !has.includes(permission));
  // Nobody gives more than they have, nor takes it from who has more.
  if ([...granted, ...taken].includes("super-admin") && !isSuperAdmin) return forbidden;
  if (mayChangeAutomation(user.permissions)) return null;
  if (previous === null || isDeleted || document["id"] !== user.id) return forbidden;
  const names = new Set([...Object.keys(document), ...Object.keys(previous)]);
  for (const name of names) {
    if (OWN_PROPERTIES.has(name) || name.startsWith("_")) continue;
    if (canonicalJson(document[name] ?? null) !== canonicalJson(previous[name] ?? null)) return forbidden;
  }
  return null;
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

function isSame(document: object, previous: object | null, isDeleted: boolean): boolean {
  return previous !== null && !isDeleted && canonicalJson(document) === canonicalJson(previous);
}

function permissionsOf(document: Readonly<Record<string, unknown>> | null): Permission[] {
  const permissions = document?.["permissions"];
  return Array.isArray(permissions) ? (permissions as Permission[]) : [];
}
