import { defineItem } from "../gallery-item.ts";
import { duration, mail, stage } from "../parameter.ts";
import { ALWAYS, definition, sendMail, waitUnless } from "../ready-steps.ts";

/** A ticket that waits for the customer: one friendly reminder, unless something happens first. */
export const waitingOnContactReminder = defineItem({
  key: "waiting-on-contact-reminder",
  category: "reminders",
  parameters: {
    stage: stage("waiting-on-contact"),
    after: duration(3, "days"),
    mail: mail(
      (texts) => texts.contactReminderSubject,
      (texts) => texts.contactReminderBody,
    ),
  },
  build: ({ stage: stageId, after, mail: reminder }) =>
    definition({
      triggers: [{ id: "waits", type: "stage-reached", stageId }],
      reenrolment: ALWAYS,
      sources: ["email", "form"],
      steps: [
        waitUnless("patience", after, ["customer-replied", "agent-replied", "stage-changed"]),
        sendMail("remind", reminder),
      ],
    }),
});
