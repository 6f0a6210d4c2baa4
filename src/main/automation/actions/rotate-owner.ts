import type { RotateOwnerStep } from "#shared/automation/steps/crm.ts";
import type { Action } from "./action.ts";

export const rotateOwner: Action<RotateOwnerStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
