/** Walks over a definition: its conditions and its steps, each with its path, changed or left as it is. Pure. */
import { assertNever } from "../errors/pipedesk-error.ts";
import type { Trigger, WorkflowDefinition } from "./definition.ts";
import { isGroup, type Condition, type Filter } from "./filters/filter.ts";
import { isBranch, type BranchStep, type Step } from "./steps/step.ts";

/** What is done with each part; paths are as the validator tells them. Steps are given after what lies in their arms. */
export type DefinitionMapper = {
  trigger?(trigger: Trigger, path: string): Trigger;
  condition?(condition: Condition, path: string): Condition;
  step?(step: Step, path: string): Step;
};

/** The definition with each part replaced by what the mapper makes of it. */
export function mapDefinition(definition: WorkflowDefinition, mapper: DefinitionMapper): WorkflowDefinition {
  const { unenrolment } = definition;
  return {
    ...definition,
    triggers: definition.triggers.map((one, position) => mapper.trigger?.(one, `triggers.${position}`) ?? one),
    filter: mapFilter(definition.filter, "filter", mapper),
    unenrolment: {
      ...unenrolment,
      filter: unenrolment.filter && mapFilter(unenrolment.filter, "unenrolment.filter", mapper),
    },
    steps: mapList(definition.steps, "steps", mapper),
  };
}

function mapFilter(filter: Filter, path: string, mapper: DefinitionMapper): Filter {
  const parts = filter.parts.map((part, position) => {
    const at = `${path}.parts.${position}`;
    return isGroup(part) ? mapFilter(part, at, mapper) : (mapper.condition?.(part, at) ?? part);
  });
  return { ...filter, parts };
}

function mapList(steps: readonly Step[], path: string, mapper: DefinitionMapper): Step[] {
  return steps.map((step, position) => {
    const at = `${path}.${position}`;
    const mapped = isBranch(step) ? mapArms(step, at, mapper) : step;
    return mapper.step?.(mapped, at) ?? mapped;
  });
}

function mapArms(branch: BranchStep, path: string, mapper: DefinitionMapper): BranchStep {
  const within = <Arm extends { readonly steps: Step[] }>(arm: Arm, position: number): Arm => ({
    ...arm,
    steps: mapList(arm.steps, `${path}.arms.${position}.steps`, mapper),
  });
  const otherwise = mapList(branch.otherwise, `${path}.otherwise`, mapper);
  switch (branch.type) {
    case "branch-if":
      return {
        ...branch,
        otherwise,
        arms: branch.arms.map((arm, position) => ({
          ...within(arm, position),
          filter: mapFilter(arm.filter, `${path}.arms.${position}.filter`, mapper),
        })),
      };
    case "branch-value":
      return { ...branch, otherwise, arms: branch.arms.map(within) };
    case "branch-outcome":
      return { ...branch, otherwise, arms: branch.arms.map(within) };
    case "branch-random":
      return { ...branch, otherwise, arms: branch.arms.map(within) };
    default:
      return assertNever(branch);
  }
}
