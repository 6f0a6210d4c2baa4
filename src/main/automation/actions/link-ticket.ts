import type { LinkTicketStep } from "#shared/automation/steps/crm.ts";
import type { Action } from "./action.ts";

export const linkTicket: Action<LinkTicketStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
