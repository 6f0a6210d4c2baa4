import type { CreateTicketStep } from "#shared/automation/steps/crm.ts";
import type { Action } from "./action.ts";

export const createTicket: Action<CreateTicketStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
