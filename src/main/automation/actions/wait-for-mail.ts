import { z } from "zod";
import type { WaitForMailStep } from "#shared/automation/steps/wait-for-mail.ts";
import { later } from "#shared/automation/steps/waits.ts";
import { MessageId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import { outcomeOfMails } from "../mail-outcome.ts";
import type { Action } from "./action.ts";

/** Asks the outbox what became of the run's mails; while nothing is decided it waits, and the outbox tells the run. */
export const waitForMail: Action<WaitForMailStep> = async (
  step,
  _draft,
  { run, documents, nowEpochMs, businessHours },
) => {
  const ids = mailsOf(run, step.stepId);
  if (ids.length === 0) return { kind: "skipped", reason: "no-mail" };
  const mails = { ids, heldEnds: step.whenHeld === "continue" };
  const outcome = await outcomeOfMails(documents.outbox, mails);
  if (outcome !== null) return outcome;
  const untilEpochMs = step.timeout && later(nowEpochMs, step.timeout, step, { businessHours });
  return { kind: "waits", waiting: { sinceEpochMs: nowEpochMs, untilEpochMs, ends: [], onTime: "timed-out", mails } };
};

const Mails = z.array(MessageId);

/** The mails that the step wrote when it was done last; null: any step. */
function mailsOf({ journal }: Run, stepId: string | null): MessageId[] {
  for (const { stepId: at, outcome } of journal.toReversed()) {
    if (outcome.kind !== "done" || (stepId !== null && at !== stepId)) continue;
    const mails = Mails.safeParse(outcome.details?.["messageIds"]);
    if (mails.success && mails.data.length > 0) return mails.data;
  }
  return [];
}
