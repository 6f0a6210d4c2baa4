import { defineItem } from "../gallery-item.ts";
import { outsideHoursTemplate } from "../outside-hours.ts";
import { businessHours, mail } from "../parameter.ts";
import { definition, sendMail, step } from "../ready-steps.ts";

const TAG = "out-of-hours";

/** Who writes while the desk is closed is told when it opens; once for each ticket, and never a machine (D7). */
export const outOfHoursReply = defineItem({
  key: "out-of-hours-reply",
  category: "answers",
  parameters: {
    hours: businessHours(),
    mail: mail(
      (texts) => texts.outOfHoursSubject,
      (texts) => texts.outOfHoursBody,
    ),
  },
  build: ({ hours, mail: answer }, texts) =>
    definition({
      triggers: [
        { id: "mail", type: "email-received" },
        { id: "form", type: "form-submitted" },
      ],
      sources: ["email", "form"],
      businessHours: hours,
      steps: [
        { id: step("mark"), type: "format-property", property: "tags", template: outsideHoursTemplate(hours, TAG) },
        {
          id: step("which"),
          type: "branch-outcome",
          arms: [{ id: "open", name: texts.open, values: ["skipped"], steps: [] }],
          otherwise: [sendMail("answer", answer)],
        },
      ],
    }),
});
