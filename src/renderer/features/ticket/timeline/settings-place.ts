/** Where the automation that acted is set up. Pure. */
import type { Route } from "#renderer/state/routes.ts";
import type { ActivityView } from "#shared/contract/views.ts";
import type { RuleNumber } from "#shared/model/cause.ts";
import type { PipelineId } from "#shared/model/ids.ts";

/** The pipeline under whose settings something happened. @param ticketPipelineId where the ticket is now */
export function pipelineOf({ body }: Pick<ActivityView, "body">, ticketPipelineId: PipelineId): PipelineId {
  return body.type === "ticket.stage-changed" || body.type === "ticket.move-refused"
    ? body.to.pipelineId
    : ticketPipelineId;
}

/** Where a rule of the desk is set up. */
export function settingsOfRule(rule: RuleNumber, pipelineId: PipelineId): Route {
  return settingsOf(pipelineId, rule.startsWith("G") ? "rules" : "automate");
}

/** Where workflows and the channels that feed a pipeline are set up. */
export function settingsOfAutomations(pipelineId: PipelineId): Route {
  return settingsOf(pipelineId, "automate");
}

function settingsOf(pipelineId: PipelineId, tab: "rules" | "automate"): Route {
  return { page: "settings", section: "pipelines", id: pipelineId, tab };
}
