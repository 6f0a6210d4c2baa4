import type { SendEmailStep } from "#shared/automation/steps/communications.ts";
import type { Action } from "./action.ts";

export const sendEmail: Action<SendEmailStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
