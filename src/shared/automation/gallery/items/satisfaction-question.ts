import { defineItem } from "../gallery-item.ts";
import { closedStages, duration, mail, words } from "../parameter.ts";
import { all, definition, sendMail, stagesReached, waitUnless } from "../ready-steps.ts";

/** Asked once for each ticket, some time after it was closed, unless it came back meanwhile. */
export const satisfactionQuestion = defineItem({
  key: "satisfaction-question",
  category: "closing",
  parameters: {
    stages: closedStages(),
    after: duration(1, "days"),
    /** Tickets with one of these tags are not asked about. */
    notWithTags: words("spam", "possible-spam", "auto-closed"),
    mail: mail(
      (texts) => texts.satisfactionSubject,
      (texts) => texts.satisfactionBody,
    ),
  },
  build: ({ stages, after, notWithTags, mail: question }) =>
    definition({
      triggers: stagesReached(stages),
      filter: all({ object: "ticket", property: "tags", operator: "has-none-of", values: notWithTags }),
      sources: ["email", "form"],
      steps: [waitUnless("pause", after, ["customer-replied", "stage-changed"]), sendMail("ask", question)],
    }),
});
