/**
 * How often somebody may be wrong (NIST SP 800-63B §5.2.2). Two counts, kept in memory: of an account, whether there is one or not, with pauses that grow; and of a network
 * address, for who tries one password on many accounts. An attempt counts before it is looked at, so that many at once are no way around, and is taken off again where it was right.
 */
import { isIPv6 } from "node:net";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { UserId } from "#shared/model/ids.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import {
  ADDRESS_WINDOW_SECONDS,
  FAILURES_KEPT_SECONDS,
  FIRST_PAUSE_SECONDS,
  FREE_FAILURES,
  LONGEST_PAUSE_SECONDS,
  MAX_FAILURES_PER_ADDRESS,
  MAX_RESETS_PER_ADDRESS,
  MAX_RESETS_PER_HOUR,
} from "./limits.ts";

/** What counts attempts of one person: of passwords, and of codes. */
export const passwordKeyOf = (userId: UserId) => `password ${userId}`;
export const codeKeyOf = (userId: UserId) => `code ${userId}`;
export const throttleKeysOf = (userId: UserId) => [passwordKeyOf(userId), codeKeyOf(userId)];

export type Attempt = {
  /** It was right: it doesn't count, and what failed before is forgotten. */
  succeeded(): Promise<void>;
  /** It was wrong. @returns whether the account pauses now */
  failed(): Promise<{ readonly pausedForSeconds: number }>;
};

export type Throttle = {
  /** @param account what names it, as an address @param from the network address @throws PD_SIGN_IN_PAUSED */
  begin(account: string, from: string): Promise<Attempt>;
  /** A mail may be asked for. @throws PD_SIGN_IN_PAUSED where the network address asks too often. @returns false where it is enough for the account: nobody is told */
  mayMail(account: string, from: string): Promise<boolean>;
  /** 0: no pause. */
  pausedForSeconds(account: string): Promise<number>;
  /** An administrator lets them try again at once. */
  forget(account: string): Promise<void>;
};

export function createThrottle(): Throttle {
  const failures = new RateLimiterMemory({
    keyPrefix: "f",
    points: Number.MAX_SAFE_INTEGER,
    duration: FAILURES_KEPT_SECONDS,
  });
  const pauses = new RateLimiterMemory({ keyPrefix: "p", points: 1, duration: LONGEST_PAUSE_SECONDS });
  const addresses = new RateLimiterMemory({
    keyPrefix: "a",
    points: MAX_FAILURES_PER_ADDRESS,
    duration: ADDRESS_WINDOW_SECONDS,
  });
  const mails = new RateLimiterMemory({ keyPrefix: "m", points: MAX_RESETS_PER_HOUR, duration: 3600 });
  const askers = new RateLimiterMemory({ keyPrefix: "r", points: MAX_RESETS_PER_ADDRESS, duration: 3600 });

  const pausedForSeconds = async (account: string) => secondsLeft(await pauses.get(account), 1);

  return {
    async begin(account, from) {
      const network = networkOf(from);
      const wait = Math.max(
        await pausedForSeconds(account),
        secondsLeft(await addresses.get(network), MAX_FAILURES_PER_ADDRESS - 1),
      );
      if (wait > 0) throw paused(wait);
      await addresses.penalty(network);
      const { consumedPoints } = await failures.penalty(account);
      const pause = pauseAfter(consumedPoints);
      // At once: attempts that come together would all be looked at otherwise.
      if (pause > 0) await pauses.block(account, pause);
      return {
        async succeeded() {
          await addresses.reward(network);
          await failures.delete(account);
          await pauses.delete(account);
        },
        failed: async () => ({ pausedForSeconds: pause }),
      };
    },
    async mayMail(account, from) {
      const network = networkOf(from);
      const asked = await askers.penalty(network);
      if (asked.consumedPoints > MAX_RESETS_PER_ADDRESS) throw paused(Math.ceil(asked.msBeforeNext / 1000));
      return (await mails.penalty(account)).consumedPoints <= MAX_RESETS_PER_HOUR;
    },
    pausedForSeconds,
    async forget(account) {
      await failures.delete(account);
      await pauses.delete(account);
    },
  };
}

function pauseAfter(failed: number): number {
  if (failed < FREE_FAILURES) return 0;
  return Math.min(FIRST_PAUSE_SECONDS * 2 ** (failed - FREE_FAILURES), LONGEST_PAUSE_SECONDS);
}

function secondsLeft(
  record: { readonly consumedPoints: number; readonly msBeforeNext: number } | null,
  most: number,
): number {
  return record === null || record.consumedPoints <= most ? 0 : Math.max(0, Math.ceil(record.msBeforeNext / 1000));
}

/** Who has an IPv6 address has 2^64 of them. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith("::ffff:")) return address;
  const [head = "", tail = ""] = address.split("::");
  const first = head.split(":").filter((part) => part !== "");
  const last = tail.split(":").filter((part) => part !== "");
  const whole = address.includes("::")
    ? [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0"), ...last]
    : first;
  return whole.slice(0, 4).join(":");
}

function paused(retryAfterSeconds: number): PipedeskError {
  return new PipedeskError("PD_SIGN_IN_PAUSED", `Too many attempts. Try again in ${retryAfterSeconds} seconds.`, {
    details: { retryAfterSeconds },
  });
}
