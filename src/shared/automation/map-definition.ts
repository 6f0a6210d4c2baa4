/** Walks over a definition: its conditions and its steps, each with its path, changed or left as it is. Pure. */
import type { WorkflowDefinition } from "./definition.ts";
import { isGroup, type Condition, type Filter } from "./filters/filter.ts";
import { branchOf, isBranch, type BranchStep, type Step } from "./steps/step.ts";
import { mapArms } from "./step-tree.ts";
import type { Trigger } from "./triggers/trigger.ts";

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
    const mapped = isBranch(step) ? mapBranch(step, at, mapper) : step;
    return mapper.step?.(mapped, at) ?? mapped;
  });
}

function mapBranch(branch: BranchStep, path: string, mapper: DefinitionMapper): BranchStep {
  const filtered = branchOf(branch).mapFilters(branch, (filter, position) =>
    mapFilter(filter, `${path}.arms.${position}.filter`, mapper),
  );
  return mapArms(filtered, (steps, field) => mapList(steps, `${path}.${field}`, mapper));
}
