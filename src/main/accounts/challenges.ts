import type { UserId } from "#shared/model/ids.ts";
import { CHALLENGE_MS, MAX_CHALLENGES, MAX_CODES } from "./limits.ts";
import { spent } from "./links.ts";
import { createSecret, TOKEN_PREFIX } from "./secret-tokens.ts";

/** A sign-in of which the second factor is missing. */
export type Challenge = {
  readonly userId: UserId;
  /** What the password was when it was right: another one since ends it. */
  readonly basis: string;
};

type Open = Challenge & { readonly endsAtEpochMs: number; codesLeft: number };

export type Challenges = {
  begin(userId: UserId, basis: string): string;
  /** Each question counts as a code that is tried. @throws PD_LINK_SPENT */
  require(challenge: string): Challenge;
  end(challenge: string): void;
};

/** In memory: a server that starts again asks for the password once more. */
export function createChallenges(now: () => number): Challenges {
  const open = new Map<string, Open>();
  return {
    begin(userId, basis) {
      for (const [token, { endsAtEpochMs }] of open) {
        if (endsAtEpochMs > now() && open.size < MAX_CHALLENGES) break;
        open.delete(token);
      }
      const token = createSecret(TOKEN_PREFIX.challenge);
      open.set(token, { userId, basis, endsAtEpochMs: now() + CHALLENGE_MS, codesLeft: MAX_CODES });
      return token;
    },
    require(token) {
      const challenge = open.get(token);
      if (challenge === undefined || challenge.endsAtEpochMs <= now() || challenge.codesLeft <= 0) throw spent();
      challenge.codesLeft -= 1;
      return challenge;
    },
    end: (token) => void open.delete(token),
  };
}
