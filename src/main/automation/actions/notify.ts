import type { NotifyStep } from "#shared/automation/steps/communications.ts";
import type { Action } from "./action.ts";

export const notifyPeople: Action<NotifyStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
