/** Triggers and arms that both sides added under one id (editors count them `t1`, `a`) are two things: theirs get ids that nobody has. */
import type { WorkflowDefinition } from "../definition.ts";
import type { Draft } from "../edit-steps/draft.ts";
import { isBranch, type BranchStep, type Step } from "../steps/step.ts";
import { mapArms } from "../step-tree.ts";
import { placedSteps, type PlacedSteps } from "./placed-steps.ts";
import { eachOf, isSame, type Three } from "./three.ts";

type HasId = { readonly id: string };

export function withFreshIds(drafts: Three<Draft>): Three<Draft> {
  const definitions = eachOf(drafts, ({ definition }) => definition);
  const triggers = withOwnTriggers(definitions);
  const sides = eachOf(definitions, ({ steps }) => placedSteps(steps));
  const steps = withOwnArms(triggers.steps, sides);
  return { ...drafts, theirs: { ...drafts.theirs, definition: { ...triggers, steps } } };
}

function withOwnTriggers({ base, mine, theirs }: Three<WorkflowDefinition>): WorkflowDefinition {
  const idOf = clashes(base.triggers, mine.triggers, theirs.triggers);
  if (idOf.size === 0) return theirs;
  const { reenrolment } = theirs;
  return {
    ...theirs,
    triggers: theirs.triggers.map((trigger) => ({ ...trigger, id: idOf.get(trigger.id) ?? trigger.id })),
    reenrolment:
      reenrolment.kind === "on"
        ? { ...reenrolment, triggerIds: reenrolment.triggerIds.map((id) => idOf.get(id) ?? id) }
        : reenrolment,
  };
}

function withOwnArms(steps: readonly Step[], sides: Three<PlacedSteps>): Step[] {
  return steps.map((step) => {
    if (!isBranch(step)) return step;
    const inner = mapArms(step, (arm) => withOwnArms(arm, sides));
    const idOf = clashes(armsIn(sides.base, step), armsIn(sides.mine, step), armsIn(sides.theirs, step));
    if (idOf.size === 0) return inner;
    return { ...inner, arms: inner.arms.map((arm) => ({ ...arm, id: idOf.get(arm.id) ?? arm.id })) } as BranchStep;
  });
}

function armsIn(side: PlacedSteps, { id }: Step): readonly HasId[] {
  const step = side.get(id)?.step;
  return step && isBranch(step) ? step.arms : [];
}

/** The other ids of those that both added and that are not the same. */
function clashes(base: readonly HasId[], mine: readonly HasId[], theirs: readonly HasId[]): Map<string, string> {
  const taken = new Set([...base, ...mine, ...theirs].map(({ id }) => id));
  const idOf = new Map<string, string>();
  for (const one of theirs) {
    const same = mine.find(({ id }) => id === one.id);
    if (!same || base.some(({ id }) => id === one.id) || isSame(same, one)) continue;
    let number = 2;
    while (taken.has(`${one.id}-${number}`)) number += 1;
    taken.add(`${one.id}-${number}`);
    idOf.set(one.id, `${one.id}-${number}`);
  }
  return idOf;
}
