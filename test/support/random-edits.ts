/** Random edits of a workflow, as somebody makes them in an editor. */
import fc from "fast-check";
import { deleteStep, removeArm, type DeleteResult } from "#shared/automation/edit-steps/delete.ts";
import type { Draft } from "#shared/automation/edit-steps/draft.ts";
import {
  addArm,
  insertSteps,
  moveStep,
  newStepId,
  pasted,
  renameArm,
  replaceStep,
  setSettings,
  type EditResult,
} from "#shared/automation/edit-steps/edit.ts";
import { allSteps, listAt, type ListPlace, type Place } from "#shared/automation/edit-steps/places.ts";
import { danglingOf } from "#shared/automation/edit-steps/step-references.ts";
import { WorkflowDefinition } from "#shared/automation/definition.ts";
import { isBranch, Step, STEP_KINDS, type StepType } from "#shared/automation/steps/step.ts";
import { armsOf } from "#shared/automation/step-tree.ts";
import type { Offer } from "#shared/automation/kind.ts";
import { choose, definitionOf, tag } from "./definitions.ts";

export const START: Draft = {
  name: "One",
  description: "",
  pipelineId: null,
  overridesRules: false,
  definition: definitionOf({
    triggers: [
      { id: "t1", type: "ticket-created" },
      { id: "t2", type: "manual" },
    ],
    reenrolment: { kind: "on", triggerIds: ["t1", "t2"] },
    steps: [
      tag("a"),
      choose("b", { vip: [tag("c"), { id: "j", type: "go-to", stepId: "f" }], new: [] }, [
        choose("g", { x: [tag("h")] }),
        { id: "m", type: "wait-for-mail", stepId: "c" },
      ]),
      tag("f"),
    ],
  }),
};

const TYPES = Object.keys(STEP_KINDS) as StepType[];
export const CHOICES = [
  "insert",
  "paste",
  "move",
  "delete",
  "following",
  "change",
  "arm",
  "no-arm",
  "rename",
  "settings",
] as const;

/** One thing that a person does: what, and numbers by which it chooses where. */
export type Deed = { readonly what: (typeof CHOICES)[number]; readonly lots: readonly [number, number, number] };
export const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom(...CHOICES),
  lots: fc.tuple(fc.nat(10_000), fc.nat(10_000), fc.nat(10_000)),
});

const drawn = <One>(from: readonly One[], lot: number): One | undefined => from[lot % Math.max(1, from.length)];

const listsOf = (steps: readonly Step[]): ListPlace[] => [
  null,
  ...allSteps(steps)
    .filter(isBranch)
    .flatMap((branch) => armsOf(branch).map(({ id }) => ({ branchId: branch.id, armId: id }))),
];

function placeBy(steps: readonly Step[], lot: number, other: number): Place {
  const list = drawn(listsOf(steps), lot) ?? null;
  return { list, index: other % ((listAt(steps, list)?.length ?? 0) + 1) };
}

export function done(draft: Draft, { what, lots: [one, two, three] }: Deed): EditResult | DeleteResult {
  const { steps } = draft.definition;
  const step = drawn(allSteps(steps), one);
  const branch = drawn(allSteps(steps).filter(isBranch), one);
  const random = () => ((one * 7 + two * 13 + three * 17 + 1) % 9973) / 9973;
  let draws = 0;
  const fresh = () => (random() + (draws += 0.000_37)) % 1;
  if (what === "insert") {
    const type = drawn(TYPES, three) ?? "stop";
    const made = Step.parse({ id: newStepId(steps, fresh), ...STEP_KINDS[type].defaults(offerWith(step?.id)) });
    // A jump needs somebody to jump to.
    return made.type === "go-to" && step === undefined
      ? { kind: "refused", reason: "no-such-step" }
      : insertSteps(steps, [made], placeBy(steps, two, one));
  }
  if (what === "settings") {
    const { triggers } = draft.definition;
    return setSettings(
      draft,
      [
        { name: `Name ${two}` },
        { triggers: triggers.slice(0, Math.max(1, triggers.length - 1)) },
        { filter: { match: "any", parts: [] } },
        { sources: ["chat"], description: "x" },
      ][three % 4] as Parameters<typeof setSettings>[1],
    );
  }
  if (step === undefined) return { kind: "refused", reason: "no-such-step" };
  switch (what) {
    case "paste":
      return insertSteps(steps, pasted(steps, [step], fresh), placeBy(steps, two, three));
    case "move":
      return moveStep(steps, step.id, placeBy(steps, two, three));
    case "delete":
      return deleteStep(steps, step.id, "only", isBranch(step) ? drawn(armsOf(step), two)?.id : undefined);
    case "following":
      return deleteStep(steps, step.id, "following");
    case "change":
      return replaceStep(steps, Object.assign({ ...step }, { onFailure: two % 2 === 0 ? "go-on" : "stop" }));
    default: {
      if (branch === undefined) return { kind: "refused", reason: "no-such-step" };
      const arm = drawn<(typeof branch.arms)[number]>(branch.arms, two);
      if (arm === undefined) return { kind: "refused", reason: "no-such-step" };
      if (what === "arm") return addArm(branch, (id) => ({ ...arm, id, name: "", steps: [] }));
      return what === "no-arm" ? removeArm(steps, branch, arm.id) : renameArm(branch, arm.id, `Arm ${three}`);
    }
  }
}

const offerWith = (stepId = "a"): Offer =>
  ({ pipelineId: "p", stageId: "s", userId: "u", workflowId: "w", stepId, timeZone: "Europe/Rome" }) as Offer;

/** A definition that can be read as it is, in which no id stands twice and nothing leads nowhere. */
export function expectSound({ definition }: Draft): void {
  const read = WorkflowDefinition.safeParse(definition);
  if (!read.success) throw new Error(`Not valid: ${read.error.message}`);
  const ids = allSteps(definition.steps).map(({ id }) => id);
  const triggerIds = new Set(definition.triggers.map(({ id }) => id));
  const forgotten =
    definition.reenrolment.kind === "on" ? definition.reenrolment.triggerIds.filter((id) => !triggerIds.has(id)) : [];
  if (new Set(ids).size !== ids.length || danglingOf(definition.steps).length > 0 || forgotten.length > 0)
    throw new Error(`Not sound: ${JSON.stringify(definition)}`);
}
