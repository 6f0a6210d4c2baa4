import { defineItem } from "../gallery-item.ts";
import { duration, leads } from "../parameter.ts";
import { all, definition, IS_OPEN, leavesOn, notify, ownerAnd, step, these, unlessInTime } from "../ready-steps.ts";

/** What is urgent is told at once, and again with a mail when nobody has answered soon. */
export const urgentEscalation = defineItem({
  key: "urgent-escalation",
  category: "escalation",
  parameters: { answerWithin: duration(30, "minutes"), leads: leads() },
  build: ({ answerWithin, leads: called }, texts) =>
    definition({
      triggers: [
        { id: "created", type: "ticket-created" },
        { id: "urgent", type: "property-changed", property: "priority", to: "urgent" },
      ],
      filter: all(IS_OPEN, { object: "ticket", property: "priority", operator: "is", value: "urgent" }),
      reenrolment: { kind: "on", triggerIds: ["urgent"] },
      unenrolment: leavesOn("ticket-closed"),
      steps: [
        notify("tell", ownerAnd(called), texts.urgentNew, texts.urgentNewText),
        ...unlessInTime("answer", "agent-replied", answerWithin, texts.late, [
          notify("tell-again", ownerAnd(called), texts.urgentLate, texts.urgentLateText),
          {
            id: step("mail-leads"),
            type: "send-internal-email",
            to: these(called),
            addresses: [],
            subject: texts.urgentLate,
            body: texts.urgentLateText,
          },
        ]),
      ],
    }),
});
