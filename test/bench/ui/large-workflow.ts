import { DEFAULT_SOURCES, type WorkflowDefinition } from "#shared/automation/definition.ts";
import type { Filter } from "#shared/automation/filters/filter.ts";
import { StepId } from "#shared/model/ids.ts";
import type { Step } from "#shared/automation/steps/step.ts";

/** Steps of each arm. */
const IN_ARM = 3;
const NO_CONDITION: Filter = { match: "all", parts: [] };

/** A workflow of so many steps as a large one looks: actions and waits, and every few of them a branch of three arms, one of which branches again. */
export function largeWorkflow(count: number): WorkflowDefinition {
  let made = 0;
  const id = () => StepId.parse(`s-${String((made += 1)).padStart(8, "0")}`);
  const isLeft = () => made < count;

  const action = (): Step =>
    made % 5 === 0
      ? {
          id: id(),
          type: "wait-for",
          duration: { amount: 2, unit: "hours" },
          businessHours: false,
          cancelOn: [],
          whenCancelled: "continue",
        }
      : { id: id(), type: "add-note", text: `Note ${made}: {{ ticket.subject }} of {{ contact.firstname }}` };
  const list = (length: number, depth: number): Step[] => {
    const steps: Step[] = [];
    for (let position = 0; position < length && isLeft(); position += 1)
      steps.push(position === 2 && depth < 2 ? branch(depth + 1) : action());
    return steps;
  };
  function branch(depth: number): Step {
    return {
      id: id(),
      type: "branch-if",
      arms: (["urgent", "high"] as const).map((priority, position) => ({
        id: position === 0 ? "a" : "b",
        name: "",
        filter: { match: "all", parts: [{ object: "ticket", property: "priority", operator: "is", value: priority }] },
        steps: list(IN_ARM, position === 0 ? depth : 2),
      })),
      otherwise: list(IN_ARM, 2),
    };
  }

  const steps: Step[] = [];
  while (isLeft()) steps.push(steps.length % 4 === 3 ? branch(1) : action());
  return {
    version: 2,
    triggers: [{ id: "t1", type: "ticket-created" }],
    filter: NO_CONDITION,
    reenrolment: { kind: "never" },
    unenrolment: { on: [], filter: null },
    sources: [...DEFAULT_SOURCES],
    businessHours: null,
    steps,
  };
}
