import { defineItem } from "../gallery-item.ts";
import { builtInMail, closedStages } from "../parameter.ts";
import { ALWAYS, definition, sendMail, stagesReached } from "../ready-steps.ts";

/** The customer is told that the ticket is closed, and how to open it again. */
export const ticketClosed = defineItem({
  key: "ticket-closed",
  category: "answers",
  parameters: {
    stages: closedStages(),
    mail: builtInMail(
      "ticket-closed",
      (texts) => texts.closedSubject,
      (texts) => texts.closedBody,
    ),
  },
  build: ({ stages, mail }) =>
    definition({
      triggers: stagesReached(stages),
      reenrolment: ALWAYS,
      sources: ["email", "form"],
      steps: [sendMail("tell", mail)],
    }),
});
