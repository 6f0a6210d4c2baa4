import { defineItem } from "../gallery-item.ts";
import { builtInMail } from "../parameter.ts";
import { all, definition, sendMail } from "../ready-steps.ts";

/** The customer knows at once that the message arrived. Not for what a machine wrote (D7), nor for tickets that an agent makes. */
export const ticketReceived = defineItem({
  key: "ticket-received",
  category: "answers",
  parameters: {
    mail: builtInMail(
      "ticket-received",
      (texts) => texts.receivedSubject,
      (texts) => texts.receivedBody,
    ),
  },
  build: ({ mail }) =>
    definition({
      triggers: [{ id: "created", type: "ticket-created" }],
      filter: all({ object: "message", property: "automatic", operator: "is-false" }),
      sources: ["email", "form"],
      steps: [sendMail("acknowledge", mail)],
    }),
});
