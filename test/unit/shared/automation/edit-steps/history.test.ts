/** Whatever is done in an editor, taken back it leaves the workflow as it was, to the letter. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
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
import { beginHistory, perform, redo, sealed, undo, type History } from "#shared/automation/edit-steps/history.ts";
import { allSteps, listAt, type ListPlace, type Place } from "#shared/automation/edit-steps/places.ts";
import { danglingOf } from "#shared/automation/edit-steps/step-references.ts";
import { WorkflowDefinition } from "#shared/automation/definition.ts";
import { isBranch, Step, STEP_KINDS, type StepType } from "#shared/automation/steps/step.ts";
import { armsOf } from "#shared/automation/step-tree.ts";
import type { Offer } from "#shared/automation/kind.ts";
import { choose, definitionOf, tag } from "../../../../support/definitions.ts";

/** In a test run; 10 000 have been gone through with `PIPEDESK_EDIT_SEQUENCES=10000`. */
const SEQUENCES = Number(process.env["PIPEDESK_EDIT_SEQUENCES"] ?? 300);

const START: Draft = {
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
const CHOICES = [
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
type Deed = { readonly what: (typeof CHOICES)[number]; readonly lots: readonly [number, number, number] };
const deed: fc.Arbitrary<Deed> = fc.record({
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

function done(draft: Draft, { what, lots: [one, two, three] }: Deed): EditResult | DeleteResult {
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
function expectSound({ definition }: Draft): void {
  const read = WorkflowDefinition.safeParse(definition);
  if (!read.success) throw new Error(`Not valid: ${read.error.message}`);
  const ids = allSteps(definition.steps).map(({ id }) => id);
  const triggerIds = new Set(definition.triggers.map(({ id }) => id));
  const forgotten =
    definition.reenrolment.kind === "on" ? definition.reenrolment.triggerIds.filter((id) => !triggerIds.has(id)) : [];
  if (new Set(ids).size !== ids.length || danglingOf(definition.steps).length > 0 || forgotten.length > 0)
    throw new Error(`Not sound: ${JSON.stringify(definition)}`);
}

const text = (history: History) => JSON.stringify(history.draft);

test("[E8] random sequences of edits, taken back wholly, leave the workflow as it was to the letter, and every one between is sound", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(fc.array(deed, { minLength: 1, maxLength: 25 }), (deeds) => {
      let history = beginHistory(START);
      const states = [text(history)];
      for (const one of deeds) {
        const result = done(history.draft, one);
        if (result.kind !== "edit" || result.operations.length === 0) continue;
        kinds.add(one.what);
        history = perform(history, "change", result.operations);
        expectSound(history.draft);
        states.push(text(history));
      }
      for (const state of states.slice(0, -1).toReversed()) expect(text((history = undo(history)))).toBe(state);
      expect(undo(history)).toBe(history);
      for (const state of states.slice(1)) expect(text((history = redo(history)))).toBe(state);
      expect(redo(history)).toBe(history);
    }),
    { numRuns: SEQUENCES },
  );
  // Every kind of edit has been among them.
  expect(Array.from(kinds).toSorted()).toEqual([...CHOICES].toSorted());
}, 600_000);

describe("the history", () => {
  const typed = (history: History, name: string) =>
    perform(history, "settings", setSettings(history.draft, { name }).operations, "name");

  test("takes what is typed into one field back at once, and keeps it once", () => {
    const history = ["O", "On", "One", "One m", "One more"].reduce(typed, beginHistory(START));
    expect([history.done.length, history.done[0]?.undo.length, history.done[0]?.redo.length]).toEqual([1, 1, 1]);
    const back = undo(history);
    expect([back.draft.name, redo(back).draft.name]).toEqual(["One", "One more"]);
  });

  test("keeps apart what is typed after the field was left, into another one, or after something else", () => {
    const left = typed(sealed(typed(beginHistory(START), "A")), "B");
    const other = perform(left, "settings", setSettings(left.draft, { description: "x" }).operations, "description");
    const again = typed(other, "C");
    expect([left.done.length, other.done.length, again.done.length]).toEqual([2, 3, 4]);
    expect(
      [undo(again), undo(undo(again)), undo(undo(undo(again)))].map(({ draft }) => [draft.name, draft.description]),
    ).toEqual([
      ["B", "x"],
      ["B", ""],
      ["A", ""],
    ]);
  });

  test("forgets what was taken back as soon as something else is done", () => {
    const history = typed(undo(typed(beginHistory(START), "A")), "B");
    expect([redo(history).draft.name, undo(history).draft.name]).toEqual(["B", "One"]);
  });
});
