import { RETURN_MS } from "../limits.ts";
import type { JudgedRow } from "./judged-row.ts";

/** The server's database was put back to an earlier state. */
export type PutBack = {
  /** Of what happened later it knows nothing. */
  readonly knewUntilEpochMs: number;
  readonly atEpochMs: number;
};

/** What can't do anything any more: it is history. */
const DONE_STATES: ReadonlySet<unknown> = new Set(["sent", "failed", "unsure", "cancelled"]);

/**
 * Whether a device may be giving back what the server had before it was put back. Then it may say that others wrote it: those may have worked in a browser, and have no device that could. For a month an agent's device could so invent
 * what somebody is said to have done in the days that were lost, which is less than losing them; it can't change what the server has, nor make it send anything.
 */
export function mayBeReturned(
  { collection, document, previous, isDeleted }: JudgedRow,
  putBack: PutBack | null,
  nowEpochMs: number,
): boolean {
  if (putBack === null || previous !== null || isDeleted || nowEpochMs > putBack.atEpochMs + RETURN_MS) return false;
  if (collection === "outbox" && !DONE_STATES.has(document["state"])) return false;
  const atEpochMs = document[collection === "outbox" ? "createdAtEpochMs" : "atEpochMs"];
  return typeof atEpochMs === "number" && atEpochMs >= putBack.knewUntilEpochMs && atEpochMs <= putBack.atEpochMs;
}
