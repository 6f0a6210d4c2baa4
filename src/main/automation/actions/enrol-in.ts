import type { EnrolStep } from "#shared/automation/steps/crm.ts";
import type { Action } from "./action.ts";

export const enrolIn: Action<EnrolStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
