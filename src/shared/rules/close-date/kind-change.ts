import type { CloseDateSwitches, Stage, StageKindChange } from "../../model/setup/pipeline.ts";
import type { Ticket } from "../../model/ticket.ts";
import { closeDateAfter, timeToClose, type CloseDateResult } from "./close-date.ts";

type Before = Pick<
  Ticket,
  | "stageId"
  | "stageEnteredAtEpochMs"
  | "stageKindChange"
  | "closedAtEpochMs"
  | "timeToCloseMs"
  | "createdAtEpochMs"
  | "wasReopened"
>;

/** What becomes of a ticket whose stage became of another kind. */
export type KindTreatment = {
  readonly changes: Pick<Ticket, "closedAtEpochMs" | "timeToCloseMs" | "wasReopened" | "stageKindChange">;
  /** Null: put back by whoever undid the change. */
  readonly rule: CloseDateResult["rule"];
};

/**
 * A stage whose kind is changed treats its tickets as if each had been moved (C1, C2), at the moment of the change; what they were before is kept with them, so that it can be put back.
 * Null where there is nothing to do: the ticket was seen to, or came into the stage as what it is now.
 * @param stage as it is now
 * @rule C4
 */
export function treatedByKindChange(
  ticket: Before,
  stage: Pick<Stage, "id" | "kind" | "kindChange">,
  switches: CloseDateSwitches,
): KindTreatment | null {
  const { kindChange: change } = stage;
  if (change === undefined || ticket.stageId !== stage.id) return null;
  const known = ticket.stageKindChange?.id === change.id ? ticket.stageKindChange : null;
  if (change.undoneAtEpochMs !== undefined)
    return known ? putBack(ticket, known) : cameBetween(ticket, stage, switches);
  if (known || ticket.stageEnteredAtEpochMs > change.atEpochMs) return null;
  return treated(ticket, stage, switches, { from: change.from, atEpochMs: change.atEpochMs, id: change.id });
}

type Kept = NonNullable<Ticket["stageKindChange"]>;

/** A close date that somebody set by hand since stays. */
function putBack(ticket: Before, { before, after }: Kept): KindTreatment {
  const isOurs = ticket.closedAtEpochMs === after;
  const closedAtEpochMs = isOurs ? before.closedAtEpochMs : ticket.closedAtEpochMs;
  return {
    changes: {
      closedAtEpochMs,
      timeToCloseMs: timeToClose(ticket.createdAtEpochMs, closedAtEpochMs),
      wasReopened: before.wasReopened,
      stageKindChange: undefined,
    },
    rule: null,
  };
}

/** It came while the stage was of the other kind, and did so as a move: to it the kind changes once more. */
function cameBetween(
  ticket: Before,
  stage: Pick<Stage, "id" | "kind" | "kindChange">,
  switches: CloseDateSwitches,
): KindTreatment | null {
  const { atEpochMs = 0, undoneAtEpochMs = 0 } = stage.kindChange ?? {};
  const entered = ticket.stageEnteredAtEpochMs;
  if (entered <= atEpochMs || entered > undoneAtEpochMs) return null;
  const from = stage.kind === "open" ? "closed" : "open";
  return treated(ticket, stage, switches, { from, atEpochMs: undoneAtEpochMs, id: null });
}

function treated(
  ticket: Before,
  { kind }: Pick<Stage, "kind">,
  switches: CloseDateSwitches,
  { from, atEpochMs, id }: Pick<StageKindChange, "from" | "atEpochMs"> & { readonly id: string | null },
): KindTreatment {
  const { rule, ...closing } = closeDateAfter({
    switches,
    fromKind: from,
    toKind: kind,
    closedAtEpochMs: ticket.closedAtEpochMs,
    createdAtEpochMs: ticket.createdAtEpochMs,
    nowEpochMs: atEpochMs,
  });
  const before = { closedAtEpochMs: ticket.closedAtEpochMs, wasReopened: ticket.wasReopened };
  return {
    changes: {
      ...closing,
      wasReopened: ticket.wasReopened || (from === "closed" && kind === "open"),
      stageKindChange: id === null ? undefined : { id, before, after: closing.closedAtEpochMs },
    },
    rule,
  };
}
