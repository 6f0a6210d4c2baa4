import { defineItem } from "../gallery-item.ts";
import { closedStages, secretName, url } from "../parameter.ts";
import { ALWAYS, definition, stagesReached, step } from "../ready-steps.ts";

/** Another program hears of every ticket that is closed: the ticket and its contact as JSON, signed where a secret is named. */
export const webhookOnClose = defineItem({
  key: "webhook-on-close",
  category: "connections",
  parameters: { stages: closedStages(), url: url(), secretName: secretName() },
  build: ({ stages, url: address, secretName: secret }) =>
    definition({
      triggers: stagesReached(stages),
      reenrolment: ALWAYS,
      steps: [
        {
          id: step("send"),
          type: "send-webhook",
          method: "POST",
          url: address,
          headers: {},
          body: null,
          contentType: "application/json",
          secretName: secret === "" ? null : secret,
        },
      ],
    }),
});
