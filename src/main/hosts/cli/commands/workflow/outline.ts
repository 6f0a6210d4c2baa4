/** A definition as lines for people: every step of any kind, with what it is set to. */
import type { Trigger, WorkflowDefinition } from "#shared/automation/definition.ts";
import { isGroup, type Condition, type Filter } from "#shared/automation/filters/filter.ts";
import { isBranch, type Step } from "#shared/automation/steps/step.ts";
import type { Names } from "./names.ts";
import { cut, LINE_WIDTH, plainText } from "../../table.ts";

const INDENT = "  ";

export function outline({ triggers, filter, steps }: WorkflowDefinition, titles: Titles, names: Names): string[] {
  return [
    titles.triggers,
    ...triggers.map((trigger) => line(1, triggerText(trigger, names))),
    ...(filter.parts.length === 0 ? [] : [titles.filter, ...filterLines(filter, 1, names)]),
    titles.steps,
    ...stepLines(steps, 1, names),
  ];
}

export type Titles = { readonly triggers: string; readonly filter: string; readonly steps: string };

export function triggerText({ id, type, ...rest }: Trigger, names: Names): string {
  return [id, type, settingsText(rest, names)].filter(Boolean).join("  ");
}

function stepLines(steps: readonly Step[], depth: number, names: Names): string[] {
  return steps.flatMap((step) => {
    if (!isBranch(step)) return [line(depth, stepText(step, names))];
    const arms = step.arms.flatMap(({ steps: inside, ...arm }) => [
      line(depth + 1, `${arm.name || arm.id}: ${armText(arm, names)}`),
      ...stepLines(inside, depth + 2, names),
    ]);
    const otherwise =
      step.otherwise.length === 0 ? [] : [line(depth + 1, "otherwise"), ...stepLines(step.otherwise, depth + 2, names)];
    return [line(depth, stepText(step, names)), ...arms, ...otherwise];
  });
}

function armText(
  arm: {
    readonly filter?: Filter;
    readonly values?: readonly string[];
    readonly weight?: number;
  },
  names: Names,
): string {
  if (arm.filter) return filterText(arm.filter, names);
  return arm.values ? arm.values.map(names).join(", ") : `${arm.weight ?? 1}`;
}

/** `wait  wait-for  duration: 2 hours  cancelOn: customer-replied` */
export function stepText(step: Step, names: Names): string {
  const { id, type, ...rest } = step;
  const settings = isBranch(step)
    ? "object" in step
      ? `${step.object}.${step.property}`
      : ""
    : settingsText(rest, names);
  return [id, type, settings].filter(Boolean).join("  ");
}

function settingsText(settings: Readonly<Record<string, unknown>>, names: Names): string {
  return Object.entries(settings)
    .filter(([, value]) => isSaying(value))
    .map(([name, value]) => `${name}: ${valueText(value, names)}`)
    .join("  ");
}

/** What is empty or off says nothing. */
function isSaying(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === "") return false;
  return Array.isArray(value) ? value.length > 0 : typeof value !== "object" || Object.keys(value).length > 0;
}

function valueText(value: unknown, names: Names): string {
  if (Array.isArray(value)) return value.map((one) => valueText(one, names)).join(", ");
  if (typeof value !== "object" || value === null) return plainText(names(String(value)));
  if ("amount" in value && "unit" in value) return `${String(value.amount)} ${String(value.unit)}`;
  return Object.entries(value)
    .filter(([, one]) => isSaying(one))
    .map(([name, one]) => (one === true ? name : valueText(one, names)))
    .join(" ");
}

function filterLines(filter: Filter, depth: number, names: Names): string[] {
  return [
    line(depth, filter.match),
    ...filter.parts.flatMap((part) =>
      isGroup(part) ? filterLines(part, depth + 1, names) : [line(depth + 1, conditionText(part, names))],
    ),
  ];
}

function filterText({ match, parts }: Filter, names: Names): string {
  const texts = parts.map((part) => (isGroup(part) ? `(${filterText(part, names)})` : conditionText(part, names)));
  return texts.length === 0 ? match : texts.join(match === "all" ? " and " : " or ");
}

/** `ticket.tags has-any-of vip, gold` */
export function conditionText({ object, property, operator, ...values }: Condition, names: Names): string {
  return [`${object}.${property}`, operator, ...Object.values(values).map((value) => valueText(value, names))].join(
    " ",
  );
}

function line(depth: number, text: string): string {
  return cut(INDENT.repeat(depth) + plainText(text), LINE_WIDTH);
}
