/** Where the automation that acted is set up. Pure. */
import type { Route } from "#renderer/app/routes.ts";
import type { ActivityView } from "#shared/contract/views.ts";
import type { PipelineId } from "#shared/model/ids.ts";
import type { RuleNumber } from "#shared/model/cause.ts";
import type { FindWorkflow } from "./cause-steps.ts";

type Tab = "configure" | "rules" | "automate";

/** The setting that made an activity happen; null for what people, imports and other devices do. */
export function settingsPlace(
  activity: ActivityView,
  ticketPipelineId: PipelineId,
  findWorkflow: FindWorkflow,
): Route | null {
  const { body, cause } = activity;
  const pipelineId =
    body.type === "ticket.stage-changed" || body.type === "ticket.move-refused" ? body.to.pipelineId : ticketPipelineId;
  if (body.type === "ticket.move-refused") return pipelineSettings(pipelineId, tabOfRule(body.rule));
  switch (cause.kind) {
    case "rule":
      return pipelineSettings(pipelineId, tabOfRule(cause.rule));
    case "trigger":
    case "workflow":
      return pipelineSettings(findWorkflow(cause.workflowId)?.pipelineId ?? pipelineId, "automate");
    case "channel":
      return { page: "settings", section: "pipelines", id: pipelineId, tab: "automate" };
    case "user":
    case "import":
    case "sync":
      return null;
  }
}

/** Where a rule of the specification is set up. */
export function tabOfRule(rule: RuleNumber | "D2" | "D1"): Tab {
  return rule.startsWith("G") ? "rules" : "automate";
}

function pipelineSettings(pipelineId: PipelineId, tab: Tab): Route {
  return { page: "settings", section: "pipelines", id: pipelineId, tab };
}
