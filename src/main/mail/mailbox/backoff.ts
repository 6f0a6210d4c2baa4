import type { ConnectFailureCode } from "#shared/model/mail-channel.ts";
import { needsPerson } from "../account/connect-failure.ts";
import { CROWDED_PAUSE_MS, FIRST_PAUSE_MS, LONGEST_PAUSE_MS, REFUSED_PAUSE_MS } from "./limits.ts";

/**
 * How long to wait before the next attempt to connect.
 * @param failuresInRow 1 after the first.
 * @param random between 0 and 1: spreads the attempts of many desks over half of the pause to one and a half of it.
 */
export function pauseAfter(code: ConnectFailureCode, failuresInRow: number, random: number): number {
  const spread = 0.5 + random;
  if (needsPerson(code)) return REFUSED_PAUSE_MS;
  const doubled = FIRST_PAUSE_MS * 2 ** Math.min(failuresInRow - 1, 20);
  const least = code === "too-many-connections" ? CROWDED_PAUSE_MS : FIRST_PAUSE_MS;
  return Math.round(Math.min(Math.max(doubled, least) * spread, LONGEST_PAUSE_MS));
}
