import { defineItem } from "../gallery-item.ts";
import { duration, mail, stage, words } from "../parameter.ts";
import { ALWAYS, addTags, all, definition, leavesOn, sendMail, step, waitUnless } from "../ready-steps.ts";

/** A customer who no longer answers is warned, and the ticket closed when that brings no answer either. */
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
  build: ({ silentFor, closeAfterWarning, waitingStage, closedStage, tags, warning }) =>
    definition({
      triggers: [{ id: "silence", type: "silence", after: "agent-message", duration: silentFor, businessHours: false }],
      filter: all({ object: "ticket", property: "stageId", operator: "is", value: waitingStage }),
      reenrolment: ALWAYS,
      unenrolment: leavesOn("ticket-closed"),
      sources: ["email", "form"],
      steps: [
        sendMail("warn", warning),
        waitUnless("last-chance", closeAfterWarning, ["customer-replied", "agent-replied", "stage-changed"]),
        addTags("mark", tags),
        { id: step("close"), type: "move-stage", stageId: closedStage },
      ],
    }),
});
