import type { MergeIntoStep } from "#shared/automation/steps/crm.ts";
import type { Action } from "./action.ts";

export const mergeInto: Action<MergeIntoStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
