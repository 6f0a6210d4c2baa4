/** A definition as lines for people, in the words of the editor and the log, each step with the id that other commands name it by. */
import type { Trigger } from "#shared/automation/triggers/trigger.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { describeArm, describeStep, describeTrigger } from "#shared/automation/describe/describe.ts";
import { describeCondition, describeFilter } from "#shared/automation/describe/describe-condition.ts";
import { say, type Phrase } from "#shared/automation/describe/words.ts";
import type { Condition } from "#shared/automation/filters/filter.ts";
import { isBranch, type BranchStep, type Step } from "#shared/automation/steps/step.ts";
import { cut, LINE_WIDTH, plainText, wrap } from "../../table.ts";
import type { Names } from "./names.ts";

const INDENT = "  ";

export type Titles = {
  readonly triggers: string;
  readonly filter: string;
  readonly steps: string;
  readonly otherwise: string;
};

export function outline({ triggers, filter, steps }: WorkflowDefinition, titles: Titles, names: Names): string[] {
  return [
    titles.triggers,
    ...triggers.map((trigger) => line(1, triggerText(trigger, names))),
    ...(filter.parts.length === 0
      ? []
      : [titles.filter, ...wrap(INDENT, text(describeFilter(filter, names.find), names))]),
    titles.steps,
    ...stepLines(steps, 1, titles, names),
  ];
}

function triggerText(trigger: Trigger, names: Names): string {
  return `${trigger.id}: ${text(describeTrigger(trigger, names.find), names)}`;
}

/** `wait: wait 2 hours, unless the customer replies` */
export function stepText(step: Step, names: Names): string {
  return `${step.id}: ${text(describeStep(step, names.find), names)}`;
}

export function conditionText(condition: Condition, names: Names): string {
  return text(describeCondition(condition, names.find), names);
}

function stepLines(steps: readonly Step[], depth: number, titles: Titles, names: Names): string[] {
  return steps.flatMap((step) => {
    const own = wrap(INDENT.repeat(depth), stepText(step, names));
    if (!isBranch(step)) return own;
    const arms = armsOf(step, names).flatMap(({ words, steps: inside }) => [
      line(depth + 1, words),
      ...stepLines(inside, depth + 2, titles, names),
    ]);
    const otherwise =
      step.otherwise.length === 0
        ? []
        : [line(depth + 1, titles.otherwise), ...stepLines(step.otherwise, depth + 2, titles, names)];
    return [...own, ...arms, ...otherwise];
  });
}

function armsOf(step: BranchStep, names: Names): { readonly words: string; readonly steps: readonly Step[] }[] {
  return step.arms.map(({ id, name, steps }) => ({
    words: `${plainText(name || id)}: ${text(describeArm(step, id, names.find), names)}`,
    steps,
  }));
}

function text(phrase: Phrase, { speaker }: Names): string {
  return plainText(say(phrase, speaker));
}

function line(depth: number, words: string): string {
  return cut(INDENT.repeat(depth) + words, LINE_WIDTH);
}
