/** Which workflows and status cards send a template. Pure. */
import { referencesOf } from "#shared/automation/references.ts";
import { BUILT_IN_MAIL_TEMPLATES } from "#shared/automation/built-in-mail-templates.ts";
import type { MailTemplateView } from "#shared/contract/mail-templates.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { Route } from "#renderer/state/routes.ts";

/** A card is named by its status, any other workflow by itself. */
export type TemplateUser = {
  readonly id: string;
  readonly route: Route;
  readonly enabled: boolean;
} & ({ readonly stage: string; readonly pipeline: string } | { readonly name: string });

/** By the id of the template. */
export type TemplateUse = ReadonlyMap<string, readonly TemplateUser[]>;

export function templateUse(workflows: readonly WorkflowView[], pipelines: readonly PipelineView[]): TemplateUse {
  const use = new Map<string, TemplateUser[]>();
  for (const workflow of workflows) {
    const named = referencesOf(workflow.definition).filter(({ kind }) => kind === "mail-template");
    for (const id of new Set(named.map((one) => one.id)))
      use.set(id, [...(use.get(id) ?? []), userOf(workflow, pipelines)]);
  }
  return use;
}

function userOf(workflow: WorkflowView, pipelines: readonly PipelineView[]): TemplateUser {
  const { id, name, enabled, origin, pipelineId, definition } = workflow;
  const pipeline = pipelines.find((one) => one.id === pipelineId);
  const trigger = definition.triggers.find((one) => one.type === "stage-reached");
  const stage = pipeline?.stages.find((one) => one.id === trigger?.stageId);
  if (origin === "stage" && pipeline !== undefined && stage !== undefined) {
    const route: Route = { page: "settings", section: "pipelines", id: pipeline.id, tab: "automate" };
    return { id, enabled, route, stage: stage.name, pipeline: pipeline.name };
  }
  return { id, enabled, route: { page: "workflows", workflowId: id }, name };
}

/** Whether a built-in template says something else than it said at first, in whatever language. */
export function isChangedBuiltIn({ builtIn, name, subject, body, html }: MailTemplateView): boolean {
  if (builtIn === null) return false;
  return Object.values(BUILT_IN_MAIL_TEMPLATES).every((texts) => {
    const own = texts[builtIn];
    return own.name !== name || own.subject !== subject || own.body !== body || own.html !== html;
  });
}
