import { defineItem } from "../gallery-item.ts";
import { duration, mail, stage, words } from "../parameter.ts";
import {
  ALWAYS,
  OWNER_AND_FOLLOWERS,
  addTags,
  all,
  definition,
  leavesOn,
  notify,
  onceSent,
  sendMail,
  step,
  waitUnless,
} from "../ready-steps.ts";

/** A desk that was offline for longer has other worries, and a warning that old says nothing any more. */
const WARNED_WITHIN = { amount: 7, unit: "days" } as const;

/**
 * A customer who no longer answers is warned, and the ticket closed when that brings no answer either. The time to answer counts from when the warning has left; where it never
 * does, the owner is told and the ticket stays as it is.
 */
export const autoClose = defineItem({
  key: "auto-close",
  category: "closing",
  parameters: {
    silentFor: duration(5, "days"),
    closeAfterWarning: duration(3, "days"),
    waitingStage: stage("waiting-on-contact"),
    closedStage: stage("closed"),
    tags: words("auto-closed"),
    warning: mail(
      (texts) => texts.closeWarningSubject,
      (texts) => texts.closeWarningBody,
    ),
  },
  build: ({ silentFor, closeAfterWarning, waitingStage, closedStage, tags, warning }, texts) =>
    definition({
      triggers: [{ id: "silence", type: "silence", after: "agent-message", duration: silentFor, businessHours: false }],
      filter: all({ object: "ticket", property: "stageId", operator: "is", value: waitingStage }),
      reenrolment: ALWAYS,
      unenrolment: leavesOn("ticket-closed", "customer-replied", "agent-replied", "stage-changed"),
      sources: ["email", "form"],
      steps: [
        sendMail("warn", warning),
        ...onceSent(
          "warned",
          WARNED_WITHIN,
          texts.warned,
          [
            waitUnless("last-chance", closeAfterWarning, ["customer-replied", "agent-replied", "stage-changed"]),
            addTags("mark", tags),
            { id: step("close"), type: "move-stage", stageId: closedStage },
          ],
          [notify("not-warned", OWNER_AND_FOLLOWERS, texts.notWarned, texts.notWarnedText)],
        ),
      ],
    }),
});
