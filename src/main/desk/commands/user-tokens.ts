/** Tokens by which programs act as a user, over REST and WebSocket. What a token may do is what its user may. */
import { createHash, randomBytes } from "node:crypto";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { User, UserToken } from "#shared/model/setup/user.ts";
import { hasLeft, roleOf } from "#shared/rules/access/roles.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { MAX_USER_TOKENS } from "../limits.ts";
import type { SetupCache } from "../setup-cache.ts";
import { writeSetup } from "./change-setup.ts";

/** So that one that was found somewhere is known for what it is. */
const PREFIX = "pdu_";
const SECRET_BYTES = 32;

export type NewToken = { readonly token: string; readonly kept: UserToken };

/** @returns with the secret, which nobody can ask for again. @throws PD_ACCESS_PERMISSION, PD_DESK_NOT_FOUND, PD_INPUT_TOO_LARGE */
export function createUserToken(
  context: DeskContext,
  actor: Actor,
  { id, name }: { readonly id: UserId; readonly name: string },
): Promise<NewToken> {
  return context.queue.run(async () => {
    const user = requireOwn(context, actor, id);
    const tokens = user.tokens ?? [];
    if (tokens.length >= MAX_USER_TOKENS)
      throw new PipedeskError("PD_INPUT_TOO_LARGE", `A user has at most ${MAX_USER_TOKENS} tokens.`);
    const token = `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64url")}`;
    const createdAtEpochMs = context.clock.nowEpochMs();
    const kept = { id: derivedId("ut", context.nextStamp()), name, digest: digestOf(token), createdAtEpochMs };
    await writeSetup<User>(context, user, { tokens: [...tokens, kept] });
    return { token, kept };
  });
}

/** @throws PD_ACCESS_PERMISSION, PD_DESK_NOT_FOUND */
export function removeUserToken(
  context: DeskContext,
  actor: Actor,
  { id, tokenId }: { readonly id: UserId; readonly tokenId: string },
): Promise<void> {
  return context.queue.run(async () => {
    const user = requireOwn(context, actor, id);
    const tokens = user.tokens ?? [];
    if (!tokens.some((token) => token.id === tokenId)) throw notFound("token", tokenId);
    await writeSetup<User>(context, user, { tokens: tokens.filter((token) => token.id !== tokenId) });
  });
}

/** @throws PD_ACCESS_PERMISSION, PD_DESK_NOT_FOUND */
export function listUserTokens(context: DeskContext, actor: Actor, id: UserId): readonly UserToken[] {
  return requireOwn(context, actor, id).tokens ?? [];
}

/** Whose token it is; null: nobody's, or of somebody who left. */
export function userOfToken(setup: SetupCache, token: string): UserId | null {
  if (!token.startsWith(PREFIX)) return null;
  // Digests of random secrets: how long the comparison takes tells nothing of any of them.
  const digest = digestOf(token);
  const user = setup.all("user").find(({ tokens = [] }) => tokens.some((one) => one.digest === digest));
  return user === undefined || hasLeft(user) ? null : user.id;
}

/** A token is as good as its user's hand, so only they, and a super admin, make and see theirs. */
function requireOwn({ setup }: DeskContext, actor: Actor, id: UserId) {
  const user = setup.require("user", id);
  if (actor.user.id === id || roleOf(actor.user.permissions) === "super-admin") return user;
  throw new PipedeskError("PD_ACCESS_PERMISSION", "Only the user, or a super admin, has to do with their tokens.", {
    details: { missing: ["super-admin"] },
  });
}

function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
