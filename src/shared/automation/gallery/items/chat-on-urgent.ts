import { defineItem } from "../gallery-item.ts";
import { url } from "../parameter.ts";
import { all, definition, IS_OPEN, step } from "../ready-steps.ts";

/** A line in the team's chat for each ticket that is, or becomes, urgent. */
export const chatOnUrgent = defineItem({
  key: "chat-on-urgent",
  category: "connections",
  parameters: { url: url() },
  build: ({ url: address }, texts) =>
    definition({
      triggers: [
        { id: "created", type: "ticket-created" },
        { id: "urgent", type: "property-changed", property: "priority", to: "urgent" },
      ],
      filter: all(IS_OPEN, { object: "ticket", property: "priority", operator: "is", value: "urgent" }),
      reenrolment: { kind: "on", triggerIds: ["urgent"] },
      steps: [{ id: step("post"), type: "post-chat", url: address, text: texts.chatUrgent }],
    }),
});
