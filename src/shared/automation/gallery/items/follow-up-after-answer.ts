import { defineItem } from "../gallery-item.ts";
import { duration, mail } from "../parameter.ts";
import { all, definition, IS_OPEN, leavesOn, sendMail } from "../ready-steps.ts";

/** Some days after our last answer, while the ticket is still open: did it help? Once for each ticket. */
export const followUpAfterAnswer = defineItem({
  key: "follow-up-after-answer",
  category: "answers",
  parameters: {
    silentFor: duration(3, "days"),
    mail: mail(
      (texts) => texts.followUpSubject,
      (texts) => texts.followUpBody,
    ),
  },
  build: ({ silentFor, mail: question }) =>
    definition({
      triggers: [{ id: "silence", type: "silence", after: "agent-message", duration: silentFor, businessHours: false }],
      filter: all(IS_OPEN),
      unenrolment: leavesOn("ticket-closed"),
      sources: ["email", "form"],
      steps: [sendMail("ask", question)],
    }),
});
