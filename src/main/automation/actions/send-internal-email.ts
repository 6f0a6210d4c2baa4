import type { SendInternalEmailStep } from "#shared/automation/steps/communications.ts";
import type { Action } from "./action.ts";

export const sendInternalEmail: Action<SendInternalEmailStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
