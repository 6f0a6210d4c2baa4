/** Links that work once: set-up, invitation, reset, join. Only their digest is kept. */
import { LINK_PAGES } from "#shared/contract/sign-in.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { AccountLink, LinkPurpose } from "#shared/model/account.ts";
import type { Stored } from "#main/store/repository.ts";
import { mayChangeAutomation } from "#shared/rules/access/permissions.ts";
import { roleOf } from "#shared/rules/access/roles.ts";
import type { AccountStore } from "./account-store.ts";
import { INVITATION_MS, JOIN_LINK_MS, MAX_LINKS, RESET_LINK_MS, SET_UP_LINK_MS } from "./limits.ts";
import { createSecret, digestOf, TOKEN_PREFIX } from "./secret-tokens.ts";

const LIFE_MS = {
  "set-up": SET_UP_LINK_MS,
  invitation: INVITATION_MS,
  reset: RESET_LINK_MS,
  join: JOIN_LINK_MS,
} as const satisfies Record<LinkPurpose, number>;

export type NewLink = { readonly url: string; readonly token: string; readonly kept: AccountLink };
type Wanted = Pick<AccountLink, "purpose" | "userId" | "address" | "name" | "permissions" | "way" | "byUserId">;

export type Links = ReturnType<typeof createLinks>;

export function createLinks(store: AccountStore, publicUrl: () => string) {
  const isOver = (link: AccountLink) => link.expiresAtEpochMs <= store.now();

  /** Who invited must still be one who may; who asked for their own must still be there. */
  const isStood = ({ byUserId, purpose, userId, permissions }: AccountLink): boolean => {
    if (userId !== null && store.activeUser(userId) === null) return false;
    if (byUserId === null || purpose === "join") return true;
    const by = store.activeUser(byUserId);
    if (by === null || !mayChangeAutomation(by.permissions)) return false;
    // Whom it is for may have become a super admin since, whom only another may let in.
    const granted = [permissions, (userId === null ? null : store.user(userId))?.permissions ?? []];
    return roleOf(by.permissions) === "super-admin" || granted.every((one) => roleOf(one) !== "super-admin");
  };

  return {
    /** Inside a piece of work. What is over, and what it takes the place of, is thrown away. */
    async make(wanted: Wanted): Promise<NewLink> {
      const kept = await store.ofKind("link");
      const replaced = kept.filter(
        (link) =>
          isOver(link) ||
          (link.purpose === wanted.purpose &&
            link.purpose !== "join" &&
            link.userId === wanted.userId &&
            link.address === wanted.address),
      );
      if (kept.length - replaced.length >= MAX_LINKS)
        throw new PipedeskError("PD_INPUT_TOO_LARGE", `At most ${MAX_LINKS} links are open at a time.`);
      await store.remove(replaced);
      const token = createSecret(TOKEN_PREFIX.link);
      const createdAtEpochMs = store.now();
      const link: AccountLink = {
        id: store.newId("l"),
        kind: "link",
        ...wanted,
        digest: digestOf(token),
        createdAtEpochMs,
        expiresAtEpochMs: createdAtEpochMs + LIFE_MS[wanted.purpose],
      };
      await store.put(null, link);
      return { url: `${publicUrl()}${LINK_PAGES[wanted.purpose]}${token}`, token, kept: link };
    },
    /** @throws PD_LINK_SPENT */
    async require(token: string, ...purposes: readonly LinkPurpose[]): Promise<Stored<AccountLink>> {
      const link = token.startsWith(TOKEN_PREFIX.link) ? await store.byDigest("link", digestOf(token)) : null;
      if (link === null || isOver(link) || !purposes.includes(link.purpose) || !isStood(link)) throw spent();
      return link;
    },
    /** Inside a piece of work: from now on it opens nothing. @throws PD_LINK_SPENT where somebody was faster */
    async use({ id, purpose }: AccountLink): Promise<Stored<AccountLink>> {
      const link = await store.byId("link", id);
      if (link === null || isOver(link) || link.purpose !== purpose || !isStood(link)) throw spent();
      await store.remove([link]);
      return link;
    },
    isOver,
  };
}

export function spent(): PipedeskError {
  return new PipedeskError("PD_LINK_SPENT", "This link was used already or has expired.");
}
