import type { Step } from "#shared/automation/steps/step.ts";
import type { Operation, Scenario, SimWorkflow } from "./scenario.ts";

/** Longest search for a smaller scenario. */
const MAX_ATTEMPTS = 150;

/**
 * The smallest scenario that still fails, as far as it is found in so many attempts: operations are left out, then workflows, then steps, then what
 * operations have beside them.
 */
export async function shrink(scenario: Scenario, fails: (candidate: Scenario) => Promise<boolean>): Promise<Scenario> {
  let best = scenario;
  let attempts = 0;
  const isWorse = async (candidate: Scenario) => {
    attempts += 1;
    return attempts <= MAX_ATTEMPTS && (await fails(candidate));
  };
  for (let before: Scenario | null = null; before !== best && attempts < MAX_ATTEMPTS;) {
    before = best;
    for (let size = Math.ceil(best.operations.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      for (let from = best.operations.length - size; from >= 0; from -= size) {
        const candidate = { ...best, operations: best.operations.toSpliced(from, size) };
        if (await isWorse(candidate)) best = candidate;
      }
    for (const candidate of simpler(best)) if (await isWorse(candidate(best))) best = candidate(best);
  }
  return best;
}

type Change = (scenario: Scenario) => Scenario;

function simpler(scenario: Scenario): Change[] {
  const workflows = scenario.workflows.map(({ id }): Change => (of) => ({
    ...of,
    workflows: of.workflows.filter((one) => one.id !== id),
    operations: of.operations.filter((one) => !("workflowId" in one) || one.workflowId !== id),
  }));
  const steps = scenario.workflows.flatMap(({ id, definition }) =>
    stepIds(definition.steps).map(
      (stepId): Change =>
        (of) =>
          withSteps(of, id, (list) => withoutUnlessTarget(list, stepId)),
    ),
  );
  const filters = scenario.workflows.map(
    ({ id }): Change =>
      (of) =>
        withWorkflow(of, id, (one) => ({
          ...one,
          definition: { ...one.definition, filter: { match: "all", parts: [] }, unenrolment: { on: [], filter: null } },
        })),
  );
  const crashes = scenario.operations.map((_, at): Change => (of) => ({
    ...of,
    operations: of.operations.map((one, position) => (position === at ? calmer(one) : one)),
  }));
  const rules: Change = (of) => ({ ...of, preventBackward: false, ownerToClose: false });
  return [...workflows, ...steps, ...filters, ...crashes, rules];
}

function calmer(operation: Operation): Operation {
  return operation.kind === "deed" ? { ...operation, crash: null } : operation;
}

function withWorkflow(scenario: Scenario, id: string, change: (workflow: SimWorkflow) => SimWorkflow): Scenario {
  return { ...scenario, workflows: scenario.workflows.map((one) => (one.id === id ? change(one) : one)) };
}

function withSteps(scenario: Scenario, id: string, change: (steps: readonly Step[]) => Step[]): Scenario {
  return withWorkflow(scenario, id, (one) => ({
    ...one,
    definition: { ...one.definition, steps: change(one.definition.steps) },
  }));
}

function stepIds(steps: readonly Step[]): string[] {
  return steps.flatMap((step) =>
    "otherwise" in step
      ? [step.id, ...step.arms.flatMap((arm) => stepIds(arm.steps)), ...stepIds(step.otherwise)]
      : [step.id],
  );
}

function without(steps: readonly Step[], id: string): Step[] {
  return steps
    .filter((step) => step.id !== id)
    .map((step) => {
      if (!("otherwise" in step)) return step;
      const arms = step.arms.map((arm) => ({ ...arm, steps: without(arm.steps, id) }));
      return { ...step, arms, otherwise: without(step.otherwise, id) } as Step;
    });
}

/** A step to which others jump stays, with all that lies in it. */
function withoutUnlessTarget(steps: readonly Step[], id: string): Step[] {
  const left = without(steps, id);
  const ids = new Set(stepIds(left));
  return jumps(left).every((target) => ids.has(target)) ? left : [...steps];
}

function jumps(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    if (step.type === "go-to") return [step.stepId];
    if (!("otherwise" in step)) return [];
    return [...step.arms.flatMap((arm) => jumps(arm.steps)), ...jumps(step.otherwise)];
  });
}
