import { defineItem } from "../gallery-item.ts";
import { businessHours, duration, leads, words } from "../parameter.ts";
import {
  ALWAYS,
  OWNER,
  addTags,
  all,
  byOwner,
  definition,
  IS_OPEN,
  leavesOn,
  notify,
  step,
  these,
  unlessInTime,
} from "../ready-steps.ts";

/** A customer waits too long: the owner is told, and when that does not help the leads are. Only working hours count. */
export const slaReminder = defineItem({
  key: "sla-reminder",
  category: "escalation",
  parameters: {
    answerWithin: duration(4, "hours"),
    escalateAfter: duration(2, "hours"),
    leads: leads(),
    tags: words("sla-missed"),
    hours: businessHours(),
  },
  build: ({ answerWithin, escalateAfter, leads: called, tags, hours }, texts) =>
    definition({
      triggers: [
        { id: "silence", type: "silence", after: "customer-message", duration: answerWithin, businessHours: true },
      ],
      filter: all(IS_OPEN),
      reenrolment: ALWAYS,
      unenrolment: leavesOn("ticket-closed"),
      businessHours: hours,
      steps: [
        byOwner(
          "who",
          texts.hasOwner,
          [notify("remind", OWNER, texts.slaDue, texts.slaDueText)],
          [notify("remind-leads", these(called), texts.unowned, texts.slaDueText)],
        ),
        ...unlessInTime(
          "answer",
          "agent-replied",
          escalateAfter,
          texts.late,
          [
            { id: step("urgent"), type: "set-property", change: { property: "priority", value: "urgent" } },
            addTags("mark", tags),
            notify("escalate", these(called), texts.slaMissed, texts.slaMissedText),
          ],
          true,
        ),
      ],
    }),
});
