import { defineItem } from "../gallery-item.ts";
import { duration } from "../parameter.ts";
import { ALWAYS, all, definition, IS_OPEN, notify, OWNER_AND_FOLLOWERS, step } from "../ready-steps.ts";

/** Before a ticket is due its owner is told, with a task. The moment moves with the date. */
export const dueReminder = defineItem({
  key: "due-reminder",
  category: "reminders",
  parameters: { before: duration(1, "days") },
  build: ({ before }, texts) =>
    definition({
      triggers: [
        {
          id: "due",
          type: "date-reached",
          property: "dueAtEpochMs",
          offset: { duration: before, direction: "before" },
          businessHours: false,
        },
      ],
      filter: all(IS_OPEN),
      reenrolment: ALWAYS,
      steps: [
        notify("remind", OWNER_AND_FOLLOWERS, texts.dueSoon, texts.dueSoonText),
        {
          id: step("task"),
          type: "create-task",
          title: texts.dueTask,
          detail: "",
          userId: null,
          dueAfter: before,
          businessHours: false,
        },
      ],
    }),
});
