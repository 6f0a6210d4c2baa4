import { defineItem } from "../gallery-item.ts";
import { closedStages, words } from "../parameter.ts";
import { ALWAYS, addTags, all, definition, IS_OPEN, notify, OWNER_AND_FOLLOWERS, step } from "../ready-steps.ts";

/** What comes back after it was closed is more important than before, and whoever closed it hears of it. */
export const reopened = defineItem({
  key: "reopened",
  category: "escalation",
  parameters: { stages: closedStages(), tags: words("reopened") },
  build: ({ stages, tags }, texts) =>
    definition({
      triggers: stages.map((from, position) => ({
        id: `left-${position + 1}`,
        type: "property-changed",
        property: "stageId",
        from,
      })),
      filter: all(IS_OPEN),
      reenrolment: ALWAYS,
      steps: [
        { id: step("up"), type: "increase-property", change: { property: "priority", by: 1 } },
        addTags("mark", tags),
        notify("tell", OWNER_AND_FOLLOWERS, texts.reopened, texts.reopenedText),
      ],
    }),
});
