import { describe, expect, test } from "vitest";
import {
  deleteStep,
  insertStep,
  moveStep,
  newStepId,
  replaceStep,
  type StepsEdit,
} from "#shared/automation/edit-steps.ts";
import { isBranch, type Step } from "#shared/automation/steps/step.ts";
import { choose, definitionOf, tag } from "../../../support/definitions.ts";

const stepsOf = (...steps: readonly unknown[]) => definitionOf({ steps }).steps;

/** `a [x: b c | d] e` */
const shape = (steps: readonly Step[]): string =>
  steps
    .map((step) =>
      isBranch(step)
        ? `${step.id} [${step.arms.map((arm) => `${arm.id}: ${shape(arm.steps)}`).join(" | ")} | ${shape(step.otherwise)}]`
        : step.id,
    )
    .join(" ");

const STEPS = stepsOf(tag("a"), choose("b", { vip: [tag("c"), tag("d")], new: [] }, [tag("e")]), tag("f"));
const [first] = stepsOf(tag("new"));
if (!first) throw new Error("One step.");
const NEW = first;

describe("[E8] deleting a step", () => {
  test("alone, or with all that follow in its list", () => {
    const told = (stepId: string, mode: "only" | "following") => {
      const result = deleteStep(STEPS, stepId, mode);
      return result.kind === "done" ? [shape(result.steps), result.removed.join(" ")] : result;
    };
    expect({
      only: told("a", "only"),
      inArm: told("c", "only"),
      following: told("a", "following"),
      followingInArm: told("c", "following"),
      branchAndFollowing: told("b", "following"),
      last: told("f", "following"),
      none: told("z", "only"),
    }).toEqual({
      only: ["b [vip: c d | new:  | e] f", "a"],
      inArm: ["a b [vip: d | new:  | e] f", "c"],
      following: ["", "a b c d e f"],
      followingInArm: ["a b [vip:  | new:  | e] f", "c d"],
      branchAndFollowing: ["a", "b c d e f"],
      last: ["a b [vip: c d | new:  | e]", "f"],
      none: { kind: "no-such-step" },
    });
  });

  test("of a branch alone asks which arm survives, and its steps take the branch's place", () => {
    const keep = (armId: string | null) => {
      const result = deleteStep(STEPS, "b", "only", armId);
      return result.kind === "done" ? shape(result.steps) : result;
    };
    expect({
      asked: deleteStep(STEPS, "b", "only"),
      unknown: deleteStep(STEPS, "b", "only", "nowhere"),
      vip: keep("vip"),
      empty: keep("new"),
      otherwise: keep(null),
    }).toEqual({
      asked: { kind: "which-arm", armIds: ["vip", "new", null] },
      unknown: { kind: "which-arm", armIds: ["vip", "new", null] },
      vip: "a c d f",
      empty: "a f",
      otherwise: "a e f",
    });
  });

  test("of a branch with nothing in its arms asks nothing", () => {
    expect(deleteStep(stepsOf(choose("b", { vip: [] }), tag("c")), "b", "only")).toMatchObject({ kind: "done" });
  });

  test("tells the jumps that lose their target, and changes nothing of what it was given", () => {
    const steps = stepsOf(tag("a"), tag("b"), choose("c", { vip: [{ id: "back", type: "go-to", stepId: "b" }] }));
    const before = structuredClone(steps);
    const result = deleteStep(steps, "b", "only");
    expect(result).toMatchObject({ kind: "done", brokenJumps: [{ stepId: "back", target: "b" }] });
    expect(steps).toEqual(before);
  });
});

describe("[E8] putting steps elsewhere", () => {
  const told = (edit: StepsEdit | null) => edit && shape(edit.steps);

  test("a new one goes behind, before, to the start, into an arm", () => {
    expect([
      told(insertStep(STEPS, NEW, { at: "start" })),
      told(insertStep(STEPS, NEW, { at: "after", stepId: "c" })),
      told(insertStep(STEPS, NEW, { at: "before", stepId: "f" })),
      told(insertStep(STEPS, NEW, { at: "arm", branchId: "b", armId: "new" })),
      told(insertStep(STEPS, NEW, { at: "arm", branchId: "b", armId: null })),
      insertStep(STEPS, NEW, { at: "arm", branchId: "a", armId: null }),
      insertStep(STEPS, NEW, { at: "after", stepId: "z" }),
    ]).toEqual([
      "new a b [vip: c d | new:  | e] f",
      "a b [vip: c new d | new:  | e] f",
      "a b [vip: c d | new:  | e] new f",
      "a b [vip: c d | new: new | e] f",
      "a b [vip: c d | new:  | new e] f",
      null,
      null,
    ]);
  });

  test("another takes a step's place under its id; a branch moves with its arms, never into them", () => {
    const replaced = replaceStep(STEPS, "d", NEW);
    expect([
      told(replaced),
      told(moveStep(STEPS, "b", { at: "start" })),
      told(moveStep(STEPS, "f", { at: "arm", branchId: "b", armId: null })),
      moveStep(STEPS, "b", { at: "after", stepId: "c" }),
    ]).toEqual(["a b [vip: c d | new:  | e] f", "b [vip: c d | new:  | e] a f", "a b [vip: c d | new:  | f e]", null]);
    expect(JSON.stringify(replaced?.steps)).toContain('{"id":"d","type":"add-tags","tags":["new"]}');
  });

  test("a new id is none of those that are there", () => {
    const draws = [0, 0, 0.5].values();
    const taken = newStepId([], () => 0);
    expect(newStepId(stepsOf(tag(taken)), () => draws.next().value ?? 1 / 3)).not.toBe(taken);
  });
});
