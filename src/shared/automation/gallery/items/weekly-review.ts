import { defineItem } from "../gallery-item.ts";
import { cron, duration, zone } from "../parameter.ts";
import { ALWAYS, all, definition, IS_OPEN, step } from "../ready-steps.ts";

/** Every Monday morning: a task for each open ticket on which nothing has happened for long. */
export const weeklyReview = defineItem({
  key: "weekly-review",
  category: "reminders",
  parameters: { at: cron("0 9 * * 1"), timeZone: zone(), quietFor: duration(2, "weeks") },
  build: ({ at, timeZone, quietFor: { amount, unit } }, texts) =>
    definition({
      triggers: [{ id: "monday", type: "schedule", cron: at, timeZone, businessHours: false }],
      filter: all(IS_OPEN, {
        object: "ticket",
        property: "lastActivityAtEpochMs",
        operator: "not-in-last",
        // Spans of conditions know no seconds.
        span: unit === "seconds" ? { amount: Math.ceil(amount / 60), unit: "minutes" } : { amount, unit },
      }),
      reenrolment: ALWAYS,
      steps: [
        {
          id: step("task"),
          type: "create-task",
          title: texts.reviewTask,
          detail: texts.reviewDetail,
          userId: null,
          dueAfter: { amount: 1, unit: "weeks" },
          businessHours: false,
        },
      ],
    }),
});
