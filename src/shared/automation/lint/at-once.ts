import { isBranch, type Step } from "../steps/step.ts";
import type { StepTree } from "../step-tree.ts";

/** The steps that a run makes in the moment of the trigger: those before its first wait, on any way. */
export function stepsAtOnce(tree: StepTree): Step[] {
  const found = new Set<string>();
  const open: string[] = tree.first === null ? [] : [tree.first];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = tree.find(id);
    if (step === null || found.has(id)) continue;
    found.add(id);
    if (!step.type.startsWith("wait-")) open.push(...tree.successors(step));
  }
  return tree.steps.filter(({ id }) => found.has(id));
}

/** A property that a step sets. `value`: what to, as JSON; null where only the ticket tells. */
export type Setting = { readonly property: string; readonly value: string | null };

/** What a step sets on the ticket. A tag is a property of its own: two workflows may well add different ones. */
export function settingsOf(step: Step): Setting[] {
  const set = (property: string, value?: string | number | null): Setting => ({
    property,
    value: value === undefined ? null : JSON.stringify(value),
  });
  if (isBranch(step)) return [];
  switch (step.type) {
    case "set-property":
      return [set(step.change.property, step.change.value)];
    case "clear-property":
      return [set(step.property, null)];
    case "set-due":
      return [set("dueAtEpochMs")];
    case "set-owner":
      return [set("ownerId", step.userId)];
    case "rotate-owner":
      return [set("ownerId")];
    case "move-stage":
      return [set("stageId", step.stageId)];
    case "add-tags":
      return step.tags.map((tag) => set(`tags: ${tag}`, "added"));
    case "remove-tags":
      return step.tags.map((tag) => set(`tags: ${tag}`, "removed"));
    case "copy-property":
      return [set(step.to)];
    case "increase-property":
      return [set(step.change.property)];
    case "format-property":
      return step.property === "tags" ? [] : [set(step.property)];
    default:
      return [];
  }
}
