/** Browsers that are signed in. */
import type { Session, SessionId } from "#shared/model/account.ts";
import { SessionId as asSessionId } from "#shared/model/account.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { Stored } from "#main/store/repository.ts";
import type { AccountStore } from "./account-store.ts";
import {
  MAX_SESSIONS,
  MAX_USER_AGENT_CHARACTERS,
  SEEN_INTERVAL_MS,
  SESSION_IDLE_MS,
  SESSION_LIFE_MS,
} from "./limits.ts";
import { createSecret, digestOf, TOKEN_PREFIX } from "./secret-tokens.ts";

/** Where a request came from, as the server saw it. */
export type From = { readonly address: string; readonly userAgent: string };

export type Sessions = ReturnType<typeof createSessions>;

export function createSessions(store: AccountStore) {
  const isOver = ({ createdAtEpochMs, lastSeenAtEpochMs }: Session) =>
    store.now() >= createdAtEpochMs + SESSION_LIFE_MS || store.now() >= lastSeenAtEpochMs + SESSION_IDLE_MS;
  const endsAt = ({ createdAtEpochMs }: Session) => createdAtEpochMs + SESSION_LIFE_MS;

  const of = async (userId: UserId) => (await store.ofKind("session", userId)).filter((one) => !isOver(one));

  return {
    endsAt,
    isOver,
    of,
    /** Inside a piece of work. @returns what the browser keeps as its cookie */
    async begin(userId: UserId, { address, userAgent }: From): Promise<string> {
      const all = await store.ofKind("session", userId);
      const kept = all.filter((one) => !isOver(one)).toSorted((a, b) => b.lastSeenAtEpochMs - a.lastSeenAtEpochMs);
      await store.remove([...all.filter(isOver), ...kept.slice(MAX_SESSIONS - 1)]);
      const token = createSecret(TOKEN_PREFIX.session);
      const now = store.now();
      const session: Session = {
        id: asSessionId.parse(store.newId("s")),
        kind: "session",
        userId,
        digest: digestOf(token),
        createdAtEpochMs: now,
        lastSeenAtEpochMs: now,
        address,
        userAgent: userAgent.slice(0, MAX_USER_AGENT_CHARACTERS),
      };
      await store.put(null, session);
      return token;
    },
    /** Whose session that is; null: nobody's, or it is over, or its user was shut out. */
    async find(token: string): Promise<Stored<Session> | null> {
      if (!token.startsWith(TOKEN_PREFIX.session)) return null;
      const session = await store.byDigest("session", digestOf(token));
      if (session === null || isOver(session) || store.activeUser(session.userId) === null) return null;
      return session;
    },
    /** Is told of each request, and writes now and then. */
    async seen({ id, lastSeenAtEpochMs }: Session, address: string): Promise<void> {
      if (store.now() - lastSeenAtEpochMs < SEEN_INTERVAL_MS) return;
      await store.run(async () => {
        const session = await store.byId("session", id);
        if (session) await store.put(session, { ...session, lastSeenAtEpochMs: store.now(), address });
      });
    },
    /** Inside a piece of work. @param but is left @returns how many ended */
    async end(userId: UserId, but: SessionId | null = null): Promise<number> {
      const ended = (await store.ofKind("session", userId)).filter(({ id }) => id !== but);
      await store.remove(ended);
      return ended.filter((one) => !isOver(one)).length;
    },
  };
}
