/** Unsubscribing by a page (E4). */
import { verifyUnsubscribeToken } from "#shared/rules/marketing/unsubscribe-token.ts";
import { unsubscribe } from "./consent.ts";
import type { DeskContext } from "./context.ts";
import { inOnePiece } from "./in-one-piece.ts";
import { threadSigner } from "./thread-signing.ts";

/** What the page of an unsubscribe link asks of the desk. No sign-in: the signature in the address says that the desk gave it out. */
export type Unsubscribing = {
  /** Whether the desk signed it. Changes nothing: programs that look through links come here too. */
  isKnown(token: string): boolean;
  /** Resolves to whether the desk signed it; the contact is unsubscribed then, for good or already. */
  unsubscribe(token: string): Promise<boolean>;
};

export function createUnsubscribing(context: DeskContext): Unsubscribing {
  const read = (token: string) => verifyUnsubscribeToken(token, threadSigner(context.setup));
  return {
    isKnown: (token) => read(token) !== null,
    async unsubscribe(token) {
      const about = read(token);
      if (about === null) return false;
      const by = { atEpochMs: context.clock.nowEpochMs(), how: "link", detail: "" } as const;
      await inOnePiece(context, (piece) => unsubscribe(context, piece, about.contactId, by));
      return true;
    },
  };
}
