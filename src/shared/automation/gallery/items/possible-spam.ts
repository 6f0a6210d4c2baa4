import { defineItem } from "../gallery-item.ts";
import { words, wordsOf } from "../parameter.ts";
import { addTags, all, any, definition, step } from "../ready-steps.ts";

/** What looks like spam is marked and put behind the rest; nothing is deleted, a person decides. */
export const possibleSpam = defineItem({
  key: "possible-spam",
  category: "routing",
  parameters: { words: wordsOf((texts) => texts.spamWords), tags: words("possible-spam") },
  build: ({ words: telling, tags }) =>
    definition({
      triggers: [
        { id: "created", type: "ticket-created" },
        { id: "mail", type: "email-received" },
      ],
      // Whom we have answered is known.
      filter: all(
        { object: "ticket", property: "lastAgentMessageAtEpochMs", operator: "is-unknown" },
        any(
          ...telling.flatMap((value) => [
            { object: "ticket", property: "subject", operator: "contains", value } as const,
            { object: "message", property: "text", operator: "contains", value } as const,
          ]),
        ),
      ),
      sources: ["email", "form"],
      steps: [
        addTags("mark", tags),
        { id: step("low"), type: "set-property", change: { property: "priority", value: "low" } },
      ],
    }),
});
