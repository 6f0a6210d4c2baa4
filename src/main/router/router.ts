import { base, type RouterDeps } from "./implementer.ts";
import { activityProcedures, contactProcedures, conversationProcedures, messageProcedures } from "./conversations.ts";
import { deskProcedures, searchProcedures } from "./desk.ts";
import { channelProcedures, pipelineProcedures, userProcedures, workflowProcedures } from "./setup.ts";
import { ticketProcedures } from "./tickets.ts";

export type { CoreContext, RouterDeps } from "./implementer.ts";

/** The contract, implemented by the core's commands and queries. */
export function createRouter(deps: RouterDeps) {
  return base.router({
    desk: deskProcedures(deps),
    tickets: ticketProcedures(deps),
    pipelines: pipelineProcedures(deps),
    workflows: workflowProcedures(deps),
    channels: channelProcedures(deps),
    contacts: contactProcedures(deps),
    users: userProcedures(deps),
    conversations: conversationProcedures(deps),
    messages: messageProcedures(deps),
    activities: activityProcedures(deps),
    search: searchProcedures(deps),
  });
}
