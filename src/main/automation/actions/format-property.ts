import type { FormatPropertyStep } from "#shared/automation/steps/data.ts";
import type { Action } from "./action.ts";

export const formatProperty: Action<FormatPropertyStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
