import { defineItem } from "../gallery-item.ts";
import { leads, words } from "../parameter.ts";
import { ALWAYS, addTags, all, definition, IS_OPEN, notify, ownerAnd, step } from "../ready-steps.ts";

/** At the very moment a ticket becomes overdue: marked, more important, and told. */
export const overdueAlarm = defineItem({
  key: "overdue-alarm",
  category: "escalation",
  parameters: { tags: words("overdue"), leads: leads() },
  build: ({ tags, leads: called }, texts) =>
    definition({
      triggers: [{ id: "due", type: "date-reached", property: "dueAtEpochMs", offset: null, businessHours: false }],
      filter: all(IS_OPEN),
      reenrolment: ALWAYS,
      steps: [
        addTags("mark", tags),
        { id: step("up"), type: "increase-property", change: { property: "priority", by: 1 } },
        notify("tell", ownerAnd(called), texts.overdue, texts.overdueText),
      ],
    }),
});
