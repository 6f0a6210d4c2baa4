/** Steps that put the ticket into another workflow, or take it out of one (F5). */
import { z } from "zod";
import { WorkflowId } from "../../model/ids.ts";
import { asksNothing } from "../asked.ts";
import { nameOf, words } from "../describe/words.ts";
import { hasNoSecrets, type At } from "../kind.ts";
import type { DefinitionContext, Report } from "../validate/issue.ts";
import { changesNothing } from "./changes.ts";
import { StepBase } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";

const enrolSchema = StepBase.extend({ type: z.literal("enrol-in"), workflowId: WorkflowId });
export type EnrolStep = z.infer<typeof enrolSchema>;

export const enrolIn: ActionKind<typeof enrolSchema> = {
  type: "enrol-in",
  category: "other",
  icon: "login-2",
  label: "words.kind.enrol-in",
  schema: enrolSchema,
  awaitsAnswer: false,
  defaults: ({ workflowId }) => ({ type: "enrol-in", workflowId }),
  references: workflowAt,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: ({ workflowId }) => [{ kind: "enrols", workflowId }],
  validate: validateWorkflow,
  describe: ({ workflowId }, names) =>
    words("words.step.enrol-in", { workflow: nameOf(names, "workflow", workflowId) }),
};

const unenrolSchema = StepBase.extend({ type: z.literal("unenrol-from"), workflowId: WorkflowId });
export type UnenrolStep = z.infer<typeof unenrolSchema>;

export const unenrolFrom: ActionKind<typeof unenrolSchema> = {
  type: "unenrol-from",
  category: "other",
  icon: "logout-2",
  label: "words.kind.unenrol-from",
  schema: unenrolSchema,
  awaitsAnswer: false,
  defaults: ({ workflowId }) => ({ type: "unenrol-from", workflowId }),
  references: workflowAt,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: changesNothing,
  validate: validateWorkflow,
  describe: ({ workflowId }, names) =>
    words("words.step.unenrol-from", { workflow: nameOf(names, "workflow", workflowId) }),
};

type Naming = { readonly workflowId: WorkflowId };

function workflowAt<One extends Naming>(step: One, path: string, at: At): One {
  return { ...step, workflowId: WorkflowId.parse(at("workflow", step.workflowId, `${path}.workflowId`)) };
}

/** A workflow may name itself: to take the ticket out, or to begin again where it says so. Rings of workflows are told by the linter. */
function validateWorkflow({ workflowId }: Naming, path: string, context: DefinitionContext, report: Report): void {
  if (!context.has("workflow", workflowId)) report(`${path}.workflowId`, "unknown-workflow", workflowId);
}
