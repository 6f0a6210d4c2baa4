/** At which box of the canvas, and in which field of it, something stands that a mistake or a warning is about. Pure. */
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { findStep } from "#shared/automation/edit-steps/places.ts";
import { isBranch, type Step } from "#shared/automation/steps/step.ts";
import { armNodeId, TRIGGERS_ID } from "../editor/flow-graph.ts";

export type ProblemPlace = {
  readonly boxId: string;
  /** Within the step, the arm or the workflow's settings: `to.userIds.0`; '' is the whole. */
  readonly field: string;
};

/** @param path as the core tells it: `steps.2.arms.0.steps.1.title`, `filter.parts.0`, `triggers.0.stageId` */
export function placeOfPath({ steps }: WorkflowDefinition, path: string, about: string): ProblemPlace {
  const [first, ...rest] = path.split(".");
  if (first !== "steps") return { boxId: TRIGGERS_ID, field: path };
  // What is about the steps as a whole may name one of them.
  if (rest.length === 0) return { boxId: findStep(steps, about)?.id ?? TRIGGERS_ID, field: "" };
  return within(steps, rest) ?? { boxId: TRIGGERS_ID, field: "" };
}

function within(list: readonly Step[], [index, ...rest]: readonly string[]): ProblemPlace | null {
  const step = list[Number(index)];
  if (step === undefined) return null;
  if (!isBranch(step)) return { boxId: step.id, field: rest.join(".") };
  if (rest[0] === "otherwise")
    return rest.length === 1 ? { boxId: armNodeId(step.id, null), field: "" } : within(step.otherwise, rest.slice(1));
  const arm = rest[0] === "arms" ? step.arms[Number(rest[1])] : undefined;
  if (arm === undefined) return { boxId: step.id, field: rest.join(".") };
  if (rest[2] === "steps" && rest.length > 3) return within(arm.steps, rest.slice(3));
  return { boxId: armNodeId(step.id, arm.id), field: rest.slice(2).join(".") };
}
