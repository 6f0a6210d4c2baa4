/**
 * What the schema can't see: whether the parts of a definition fit each other and the desk. Every issue names its path, so that the editor
 * shows it at the field and the command line at the place in the file.
 */
import type { WorkflowDefinition } from "../definition.ts";
import { propertyType } from "../filters/properties.ts";
import { MAX_STEPS } from "../limits.ts";
import { isBranch, type Step } from "../steps/step.ts";
import { createStepTree, type StepTree } from "../step-tree.ts";
import { validateCommunication } from "./communications.ts";
import { validateCrm } from "./crm.ts";
import { validateBranch } from "./branches.ts";
import { validateData } from "./data.ts";
import { validateFilter } from "./filters.ts";
import type { DefinitionContext, DefinitionIssue, Report } from "./issue.ts";
import { validateTrigger } from "./triggers.ts";
import { validateWebhook } from "./webhooks.ts";

export type { DefinitionContext, DefinitionIssue, Report } from "./issue.ts";

export function validateDefinition(definition: WorkflowDefinition, context: DefinitionContext): DefinitionIssue[] {
  const issues: DefinitionIssue[] = [];
  const report = (path: string, key: DefinitionIssue["key"], about = "") => void issues.push({ path, key, about });
  validateTriggers(definition, context, report);
  validateFilter(definition.filter, "filter", context, report);
  if (definition.unenrolment.filter)
    validateFilter(definition.unenrolment.filter, "unenrolment.filter", context, report);
  validateSteps(definition, context, report);
  return issues;
}

function validateTriggers(definition: WorkflowDefinition, context: DefinitionContext, report: Report) {
  const { triggers, reenrolment } = definition;
  const ids = new Set<string>();
  triggers.forEach((trigger, position) => {
    const path = `triggers.${position}`;
    if (ids.has(trigger.id)) report(`${path}.id`, "duplicate-trigger-id", trigger.id);
    ids.add(trigger.id);
    validateTrigger(trigger, path, definition, context, report);
    if (trigger.type === "incoming-webhook" && context.isTokenInUse?.(trigger.token))
      report(`${path}.token`, "token-in-use");
  });
  const { cardOf } = context;
  if (cardOf !== undefined && !isCardOf(triggers, cardOf)) report("triggers", "not-a-status-card", cardOf);
  if (reenrolment.kind !== "on") return;
  reenrolment.triggerIds.forEach((id, position) => {
    if (!ids.has(id)) report(`reenrolment.triggerIds.${position}`, "unknown-trigger", id);
  });
}

/** E1: a card is set off by one thing only. */
function isCardOf([trigger, ...others]: WorkflowDefinition["triggers"], stageId: string): boolean {
  return trigger?.type === "stage-reached" && trigger.stageId === stageId && others.length === 0;
}

function validateSteps({ steps, businessHours }: WorkflowDefinition, context: DefinitionContext, report: Report): void {
  const tree = createStepTree(steps);
  const seen = new Set<string>();

  const validateList = (list: readonly Step[], path: string): void =>
    list.forEach((step, position) => {
      const at = `${path}.${position}`;
      if (seen.has(step.id)) report(`${at}.id`, "duplicate-step-id", step.id);
      seen.add(step.id);
      if ("businessHours" in step && step.businessHours && businessHours === null)
        report(`${at}.businessHours`, "no-business-hours");
      validateStep(step, at, context, report);
      if (step.type === "go-to" && tree.find(step.stepId) === null) report(`${at}.stepId`, "unknown-step", step.stepId);
      if (!isBranch(step)) return;
      const arms = new Set<string>();
      step.arms.forEach((arm, index) => {
        if (arms.has(arm.id)) report(`${at}.arms.${index}.id`, "duplicate-arm-id", arm.id);
        arms.add(arm.id);
        validateList(arm.steps, `${at}.arms.${index}.steps`);
      });
      validateList(step.otherwise, `${at}.otherwise`);
    });
  validateList(steps, "steps");
  // The schema bounds each list; arms have lists of their own.
  if (tree.steps.length > MAX_STEPS) report("steps", "too-many-steps", String(tree.steps.length));
  const loop = loopWithoutWait(tree);
  if (loop !== null) report("steps", "endless-loop", loop);
}

/** A way from a step back to itself on which nothing waits: a run would never end. The id of one of its jumps, or null. */
function loopWithoutWait(tree: StepTree): string | null {
  const done = new Set<string>();
  for (const jump of tree.steps.filter(({ type }) => type === "go-to")) {
    const onTheWay = new Set<string>();
    const open: string[] = tree.successors(jump);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === jump.id) return jump.id;
      const step = tree.find(id);
      if (step === null || onTheWay.has(id) || done.has(id) || step.type.startsWith("wait-")) continue;
      onTheWay.add(id);
      open.push(...tree.successors(step));
    }
    done.add(jump.id);
  }
  return null;
}

const VALIDATORS = [validateCommunication, validateWebhook, validateCrm, validateData];

function validateStep(step: Step, path: string, context: DefinitionContext, report: Report): void {
  const users = (ids: readonly string[], field: string) =>
    ids.forEach((id, position) => {
      if (!context.has("user", id)) report(`${path}.${field}.${position}`, "unknown-user", id);
    });
  if (isBranch(step)) validateBranch(step, path, context, report);
  for (const validate of VALIDATORS) validate(step, path, context, report);
  switch (step.type) {
    case "move-stage":
      if (!context.hasStage(step.stageId, step.pipelineId ?? context.pipelineId))
        report(`${path}.stageId`, "unknown-stage", step.stageId);
      return;
    case "set-owner":
      if (step.userId !== null && !context.has("user", step.userId))
        report(`${path}.userId`, "unknown-user", step.userId);
      return;
    case "add-followers":
      users(step.userIds, "userIds");
      return;
    case "wait-until-date":
      if (step.date.kind === "property" && propertyType("ticket", step.date.property)?.kind !== "date")
        report(`${path}.date.property`, "unknown-property", step.date.property);
      return;
    default:
      return;
  }
}
