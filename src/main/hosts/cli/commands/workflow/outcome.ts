import type { StepOutcome } from "#shared/model/run.ts";

/** What became of a step, as the journal calls it. */
export function outcomeText(outcome: StepOutcome): string {
  switch (outcome.kind) {
    case "done":
      return outcome.changed ? "done" : "done, no change";
    case "skipped":
    case "held":
    case "cancelled":
      return `${outcome.kind}: ${outcome.reason}`;
    case "failed":
      return `failed: ${outcome.message}`;
    case "took":
      return `took ${outcome.armId ?? "otherwise"}`;
    case "completed":
    case "sent":
    case "timed-out":
      return outcome.kind;
  }
}
