/**
 * What the schema can't see: whether the parts of a definition fit each other and the desk. Every issue names its path, so that the editor
 * shows it at the field and the command line at the place in the file.
 */
import type { WorkflowDefinition } from "../definition.ts";
import { MAX_STEPS } from "../limits.ts";
import { checkTemplate } from "../placeholders/check-template.ts";
import { businessDaysIn } from "../schedule/shift.ts";
import { isBranch, isLead, isWait, kindOf, type Step } from "../steps/step.ts";
import { armsOf, createStepTree, type StepTree } from "../step-tree.ts";
import { kindOfTrigger } from "../triggers/trigger.ts";
import { validateFilter } from "./filters.ts";
import type { DefinitionContext, DefinitionIssue, Report } from "./issue.ts";

export type { DefinitionContext, DefinitionIssue, Report } from "./issue.ts";

export function validateDefinition(definition: WorkflowDefinition, context: DefinitionContext): DefinitionIssue[] {
  const issues: DefinitionIssue[] = [];
  const report = (path: string, key: DefinitionIssue["key"], about = "") => void issues.push({ path, key, about });
  validateTriggers(definition, context, report);
  validateFilter(definition.filter, "filter", context, report);
  if (definition.unenrolment.filter)
    validateFilter(definition.unenrolment.filter, "unenrolment.filter", context, report);
  if (definition.businessHours === null) {
    reportHours(definition.filter, "filter", report);
    reportHours(definition.unenrolment.filter ?? {}, "unenrolment.filter", report);
  }
  validateSteps(definition, context, report);
  return issues;
}

function validateTriggers(definition: WorkflowDefinition, context: DefinitionContext, report: Report) {
  const { triggers, reenrolment, businessHours } = definition;
  const ids = new Set<string>();
  triggers.forEach((trigger, position) => {
    const path = `triggers.${position}`;
    if (ids.has(trigger.id)) report(`${path}.id`, "duplicate-trigger-id", trigger.id);
    ids.add(trigger.id);
    if (businessHours === null) reportHours(trigger, path, report);
    kindOfTrigger(trigger).validate(trigger, path, { ...context, businessHours }, report);
  });
  const { cardOf } = context;
  if (cardOf !== undefined && !isCardOf(triggers, cardOf)) report("triggers", "not-a-status-card", cardOf);
  if (reenrolment.kind !== "on") return;
  reenrolment.triggerIds.forEach((id, position) => {
    if (!ids.has(id)) report(`reenrolment.triggerIds.${position}`, "unknown-trigger", id);
  });
}

/** What asks for hours that the workflow does not have. */
function reportHours(part: object, path: string, report: Report): void {
  if ("businessHours" in part && part.businessHours === true) report(`${path}.businessHours`, "no-business-hours");
  for (const at of businessDaysIn(part, path)) report(at, "no-business-hours");
}

/** E1: a card is set off by one thing only. */
function isCardOf([trigger, ...others]: WorkflowDefinition["triggers"], stageId: string): boolean {
  return trigger?.type === "stage-reached" && trigger.stageId === stageId && others.length === 0;
}

function validateSteps({ steps, businessHours }: WorkflowDefinition, context: DefinitionContext, report: Report): void {
  const tree = createStepTree(steps);
  const stepContext = { ...context, hasStep: (id: string) => tree.find(id) !== null };
  const seen = new Set<string>();

  const validateList = (list: readonly Step[], path: string): void =>
    list.forEach((step, position) => {
      const at = `${path}.${position}`;
      if (seen.has(step.id)) report(`${at}.id`, "duplicate-step-id", step.id);
      seen.add(step.id);
      if (businessHours === null) reportHours(step, at, report);
      validateStep(step, at, stepContext, report);
      if (!isBranch(step)) return;
      const arms = new Set<string>();
      armsOf(step).forEach(({ id, steps: inner, field }, index) => {
        if (id !== null && arms.has(id)) report(`${at}.arms.${index}.id`, "duplicate-arm-id", id);
        if (id !== null) arms.add(id);
        validateList(inner, `${at}.${field}`);
      });
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
  for (const jump of tree.steps.filter(isLead)) {
    const onTheWay = new Set<string>();
    const open: string[] = tree.successors(jump);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === jump.id) return jump.id;
      const step = tree.find(id);
      if (step === null || onTheWay.has(id) || done.has(id) || isWait(step)) continue;
      onTheWay.add(id);
      open.push(...tree.successors(step));
    }
    done.add(jump.id);
  }
  return null;
}

/**
 * What the schema of a step can't see, and what is wrong with its templates (F6). What lies in arms is passed over.
 * @rule E6
 */
export function validateStep(step: Step, path: string, context: DefinitionContext, report: Report): void {
  const kind = kindOf(step);
  for (const { field, text } of kind.templates(step))
    for (const { message } of checkTemplate(text, context.hasPropertyKey))
      report(`${path}.${field}`, "bad-placeholder", message);
  kind.validate(step, path, context, report);
}
