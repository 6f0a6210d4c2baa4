import { skipReasonText } from "../skip-reasons.ts";
import type { Translate } from "../../i18n/index.ts";
import { CancelReason } from "../../model/cancel-reason.ts";
import type { Run, RunStatus, StepOutcome } from "../../model/run.ts";

/** Where a run is, in words. */
export const runStatusText = (status: RunStatus, t: Translate): string => t(`history.run.${status}`);

const LEFT = [
  "taken-out",
  "merged",
  "set-aside",
  "filter",
  "left-out",
  "switched-off",
  "workflow-deleted",
  "superseded",
  "left-team",
] as const;

/** Why a run ended, in words: a failure's own, or what the ticket left the workflow for. */
export function endReasonText({ status, endReason }: Pick<Run, "status" | "endReason">, t: Translate): string {
  if (status !== "unenrolled") return endReason;
  const left = LEFT.find((reason) => reason === endReason);
  if (left !== undefined) return t(`history.runLeft.${left}`);
  const event = CancelReason.safeParse(endReason);
  return event.success ? t(`words.event.${event.data}`) : endReason;
}

/**
 * What became of a step, in words.
 * @param armName what the arm that was taken is called; default its id
 */
export function outcomeText(outcome: StepOutcome, t: Translate, armName?: string): string {
  switch (outcome.kind) {
    case "done":
      return t(outcome.changed ? "history.outcome.done" : "history.outcome.unchanged");
    case "skipped":
      return t("history.outcome.skipped", { why: skipReasonText(outcome.reason, t) });
    case "held":
      return t("history.outcome.held", { why: outcome.reason });
    case "cancelled":
      return t("history.outcome.cancelled", { why: t(`words.event.${outcome.reason}`) });
    case "failed":
      return t("history.outcome.failed", { why: outcome.message });
    case "took":
      return t("history.outcome.took", { arm: armName ?? outcome.armId ?? t("words.arm.otherwise") });
    case "completed":
    case "sent":
    case "timed-out":
      return t(`history.outcome.${outcome.kind}`);
  }
}
