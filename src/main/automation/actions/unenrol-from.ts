import type { UnenrolStep } from "#shared/automation/steps/crm.ts";
import type { Action } from "./action.ts";

export const unenrolFrom: Action<UnenrolStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
