import type { CreateTaskStep } from "#shared/automation/steps/crm.ts";
import type { Action } from "./action.ts";

export const createTask: Action<CreateTaskStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
