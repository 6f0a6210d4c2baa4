import type { CopyPropertyStep } from "#shared/automation/steps/data.ts";
import type { Action } from "./action.ts";

export const copyProperty: Action<CopyPropertyStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
