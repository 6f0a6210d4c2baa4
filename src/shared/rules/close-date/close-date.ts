import type { CloseDateSwitches, StageKind } from "../../model/setup/pipeline.ts";

/** What happens to a ticket's close date when it enters a stage, its own creation included. */
export type CloseDateInput = {
  /** Of the pipeline that the ticket is in afterwards (C4). */
  readonly switches: CloseDateSwitches;
  /** Kind of the stage it leaves, in whichever pipeline; null for its creation. */
  readonly fromKind: StageKind | null;
  readonly toKind: StageKind;
  /** The close date so far; null while there is none. */
  readonly closedAtEpochMs: number | null;
  readonly createdAtEpochMs: number;
  readonly nowEpochMs: number;
};

/** The pair to store in the same write as the stage (C5); `rule` names what changed the close date, null where nothing did. */
export type CloseDateResult = {
  readonly closedAtEpochMs: number | null;
  readonly timeToCloseMs: number | null;
  readonly rule: "C1" | "C2" | null;
};

/**
 * C1 to C4: the close date after a move or a creation, with the time to close that goes with it (C6).
 * @rule C1, C2, C3, C4
 */
export function closeDateAfter(input: CloseDateInput): CloseDateResult {
  const { closedAtEpochMs, rule } = decide(input);
  return {
    closedAtEpochMs,
    timeToCloseMs: timeToClose(input.createdAtEpochMs, closedAtEpochMs),
    rule: closedAtEpochMs === input.closedAtEpochMs ? null : rule,
  };
}

/**
 * C6: close date minus create date, milliseconds; negative where somebody dated the closing before the creation, null without a close date.
 * @rule C6
 */
export function timeToClose(createdAtEpochMs: number, closedAtEpochMs: number | null): number | null {
  return closedAtEpochMs === null ? null : closedAtEpochMs - createdAtEpochMs;
}

function decide(input: CloseDateInput): Pick<CloseDateResult, "closedAtEpochMs" | "rule"> {
  const closes = input.toKind === "closed" && input.fromKind !== "closed";
  const reopens = input.toKind === "open" && input.fromKind === "closed";
  if (closes && input.switches.setOnClose) return { closedAtEpochMs: input.nowEpochMs, rule: "C1" };
  if (reopens && input.switches.clearOnReopen) return { closedAtEpochMs: null, rule: "C2" };
  return { closedAtEpochMs: input.closedAtEpochMs, rule: null };
}
