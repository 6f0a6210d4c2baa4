import { defineItem } from "../gallery-item.ts";
import { agents } from "../parameter.ts";
import { all, definition, HAS_NO_OWNER, notify, OWNER, step } from "../ready-steps.ts";

/** New tickets go to everybody in turn; who is away is left out. */
export const roundRobin = defineItem({
  key: "round-robin",
  category: "routing",
  parameters: { agents: agents() },
  build: ({ agents: answering }, texts) =>
    definition({
      triggers: [{ id: "created", type: "ticket-created" }],
      filter: all(HAS_NO_OWNER),
      steps: [
        {
          id: step("owner"),
          type: "rotate-owner",
          ...answering,
          by: "turn",
          onlyAvailable: true,
          onlyUnowned: true,
        },
        notify("tell", OWNER, texts.yourTurn, texts.yourTurnText),
      ],
    }),
});
