import type { Setting } from "../steps/changes.ts";
import { isWait, kindOf, type Step } from "../steps/step.ts";
import type { StepTree } from "../step-tree.ts";

/** The steps that a run makes in the moment of the trigger: those before its first wait, on any way. */
export function stepsAtOnce(tree: StepTree): Step[] {
  const found = new Set<string>();
  const open: string[] = tree.first === null ? [] : [tree.first];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = tree.find(id);
    if (step === null || found.has(id)) continue;
    found.add(id);
    if (!isWait(step)) open.push(...tree.successors(step));
  }
  return tree.steps.filter(({ id }) => found.has(id));
}

export function settingsOf(step: Step): Setting[] {
  return kindOf(step)
    .changes(step)
    .filter((change) => change.kind === "sets");
}
