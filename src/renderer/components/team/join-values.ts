import type { DeskClient } from "#shared/contract/index.ts";

/** What answered at the address or link. */
export type LookedUp = Awaited<ReturnType<DeskClient["membership"]["lookUp"]>>;
export type Credentials = Parameters<DeskClient["membership"]["join"]>[0]["credentials"];

/** How many months of closed tickets a machine can take along; null: all of them. */
export const SCOPE_MONTHS = [null, 3, 6, 12, 24] as const;
export type ScopeMonths = (typeof SCOPE_MONTHS)[number];

/** From when on closed tickets come along: so many months ago by the calendar; null: all of them. */
export function closedSince(months: ScopeMonths, nowEpochMs: number): number | null {
  if (months === null) return null;
  const date = new Date(nowEpochMs);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  // The 31st of a month without one is its last day.
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

/** What a person fills in to prove who they are. */
export type ProofValues = {
  readonly address: string;
  readonly password: string;
  readonly code: string;
  readonly name: string;
};

/** What is sent to prove it; null: something is still missing. `wantsCode`: the account has a second factor. */
export function credentialsOf(
  { link }: LookedUp,
  { address, password, code, name }: ProofValues,
  wantsCode: boolean,
): Credentials | null {
  if (link === undefined) {
    if (address.trim() === "" || password === "") return null;
    const digits = code.trim();
    if (wantsCode && digits === "") return null;
    return { by: "password", address: address.trim(), password, ...(wantsCode ? { code: digits } : {}) };
  }
  if (link.purpose === "join") return { by: "link", token: link.token };
  if (link.purpose !== "invitation" || name.trim() === "" || password === "") return null;
  return { by: "link", token: link.token, name: name.trim(), password };
}
