import type { SendWebhookStep } from "#shared/automation/steps/webhooks.ts";
import type { Action } from "./action.ts";

export const sendWebhook: Action<SendWebhookStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
