import type { IncreasePropertyStep } from "#shared/automation/steps/data.ts";
import type { Action } from "./action.ts";

export const increaseProperty: Action<IncreasePropertyStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
