/** Steps that name other steps by their ids: jumps, and waits for a step's mail. */
import type { StepId } from "../../model/ids.ts";
import { isBranch, type Step } from "../steps/step.ts";
import { mapArms } from "../step-tree.ts";
import { allSteps } from "./places.ts";

/** The step that this one names; null where it names none. */
export function stepNamedBy(step: Step): StepId | null {
  return step.type === "go-to" || step.type === "wait-for-mail" ? step.stepId : null;
}

/**
 * The step with another one in place of the one that it names. Null: there is none. A jump to nowhere then ends the run, and a wait for mail waits for
 * whatever mail was written last.
 */
export function namingAnother(step: Step, stepId: StepId | null): Step {
  if (step.type === "wait-for-mail") return { ...step, stepId };
  if (step.type !== "go-to") return step;
  return stepId === null ? { id: step.id, type: "stop" } : { ...step, stepId };
}

/** Steps that name one that is not there. */
export function danglingOf(steps: readonly Step[]): Step[] {
  const all = allSteps(steps);
  const present: ReadonlySet<string> = new Set(all.map(({ id }) => id));
  return all.filter((step) => {
    const named = stepNamedBy(step);
    return named !== null && !present.has(named);
  });
}

/** The steps under other ids, with what names them among themselves; what names others stays. */
export function withOtherIds(steps: readonly Step[], idOf: ReadonlyMap<string, StepId>): Step[] {
  return steps.map((step) => {
    const named = stepNamedBy(step);
    const target = named === null ? undefined : idOf.get(named);
    const own = { ...(target === undefined ? step : namingAnother(step, target)), id: idOf.get(step.id) ?? step.id };
    return isBranch(own) ? mapArms(own, (arm) => withOtherIds(arm, idOf)) : own;
  });
}
