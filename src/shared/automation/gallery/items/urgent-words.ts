import { defineItem } from "../gallery-item.ts";
import { wordsOf } from "../parameter.ts";
import { all, any, definition, IS_OPEN, step } from "../ready-steps.ts";

/** A ticket whose subject or message sounds urgent gets a high priority, unless it has one. */
export const urgentWords = defineItem({
  key: "urgent-words",
  category: "routing",
  parameters: { words: wordsOf((texts) => texts.urgentWords) },
  build: ({ words }) =>
    definition({
      // Made by hand or by a form it has its subject only; with a mail come its words.
      triggers: [
        { id: "created", type: "ticket-created" },
        { id: "mail", type: "email-received" },
      ],
      filter: all(
        IS_OPEN,
        { object: "ticket", property: "priority", operator: "is-unknown" },
        any(
          ...words.flatMap((value) => [
            { object: "ticket", property: "subject", operator: "contains", value } as const,
            { object: "message", property: "text", operator: "contains", value } as const,
          ]),
        ),
      ),
      steps: [{ id: step("high"), type: "set-property", change: { property: "priority", value: "high" } }],
    }),
});
