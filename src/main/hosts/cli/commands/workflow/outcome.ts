import { skipReasonText } from "#shared/automation/skip-reasons.ts";
import type { Translate } from "#shared/i18n/index.ts";
import type { StepOutcome } from "#shared/model/run.ts";

/** What became of a step, in words. */
export function outcomeText(outcome: StepOutcome, t: Translate): string {
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
      return t("history.outcome.took", { arm: outcome.armId ?? t("words.arm.otherwise") });
    case "completed":
    case "sent":
    case "timed-out":
      return t(`history.outcome.${outcome.kind}`);
  }
}
