import { describe, expect, test } from "vitest";
import { readClip, writeClip } from "#shared/automation/edit-steps/clipboard.ts";
import { deleteStep, removeArm, type DeleteResult } from "#shared/automation/edit-steps/delete.ts";
import {
  addArm,
  insertSteps,
  moveStep,
  neighbourPlace,
  newStepId,
  pasted,
  replaceStep,
  setSettings,
  type EditResult,
} from "#shared/automation/edit-steps/edit.ts";
import { applyOperations } from "#shared/automation/edit-steps/operation.ts";
import { stepNamedBy } from "#shared/automation/edit-steps/step-references.ts";
import type { ListPlace } from "#shared/automation/edit-steps/places.ts";
import {
  isBranch,
  schemaOf,
  STEP_KINDS,
  type BranchStep,
  type Step,
  type StepType,
} from "#shared/automation/steps/step.ts";
import { choose, definitionOf, tag } from "../../../../support/definitions.ts";

const stepsOf = (...steps: readonly unknown[]) => definitionOf({ steps }).steps;
const draftWith = (steps: Step[]) => ({
  name: "One",
  description: "",
  pipelineId: null,
  overridesRules: false,
  definition: { ...definitionOf(), steps },
});

/** `a [x: b c | d] e`, jumps as `j→a`, stops as `j!` */
const shape = (steps: readonly Step[]): string =>
  steps
    .map((step) => {
      if (step.type === "stop") return `${step.id}!`;
      if (step.type === "go-to" || step.type === "wait-for-mail") return `${step.id}→${step.stepId ?? "any"}`;
      if (!isBranch(step)) return step.id;
      return `${step.id} [${step.arms.map((arm) => `${arm.id}: ${shape(arm.steps)}`).join(" | ")} | ${shape(step.otherwise)}]`;
    })
    .join(" ");

function told(result: EditResult | DeleteResult, steps: Step[] = STEPS) {
  if (result.kind !== "edit") return result.kind === "refused" ? result.reason : result;
  return shape(applyOperations(draftWith(steps), result.operations).draft.definition.steps);
}

const branchOf = (steps: readonly Step[], id: string): BranchStep => {
  const branch = steps.find((step) => step.id === id);
  if (branch === undefined || !isBranch(branch)) throw new Error(`No branch ${id}.`);
  return branch;
};

const STEPS = stepsOf(tag("a"), choose("b", { vip: [tag("c"), tag("d")], new: [] }, [tag("e")]), tag("f"));
const NEW = stepsOf(tag("new"));
const at = (list: ListPlace, index: number) => ({ list, index });
const arm = (armId: string | null, branchId = "b") => ({ branchId, armId });

describe("[E8] deleting a step", () => {
  test("alone, or with all that follow in its list", () => {
    const deleted = (stepId: string, mode: "only" | "following") => {
      const result = deleteStep(STEPS, stepId, mode);
      return [told(result), "removed" in result ? result.removed.join(" ") : ""];
    };
    expect({
      only: deleted("a", "only"),
      inArm: deleted("c", "only"),
      following: deleted("a", "following"),
      followingInArm: deleted("c", "following"),
      branchAndFollowing: deleted("b", "following"),
      last: deleted("f", "following"),
      none: deleted("z", "only"),
    }).toEqual({
      only: ["b [vip: c d | new:  | e] f", "a"],
      inArm: ["a b [vip: d | new:  | e] f", "c"],
      following: ["", "a b c d e f"],
      followingInArm: ["a b [vip:  | new:  | e] f", "c d"],
      branchAndFollowing: ["a", "b c d e f"],
      last: ["a b [vip: c d | new:  | e]", "f"],
      none: ["no-such-step", ""],
    });
  });

  test("of a branch alone asks which arm survives, and its steps take the branch's place", () => {
    expect({
      asked: deleteStep(STEPS, "b", "only"),
      unknown: deleteStep(STEPS, "b", "only", "nowhere"),
      vip: told(deleteStep(STEPS, "b", "only", "vip")),
      empty: told(deleteStep(STEPS, "b", "only", "new")),
      otherwise: told(deleteStep(STEPS, "b", "only", null)),
    }).toEqual({
      asked: { kind: "which-arm", armIds: ["vip", "new", null] },
      unknown: { kind: "which-arm", armIds: ["vip", "new", null] },
      vip: "a c d f",
      empty: "a f",
      otherwise: "a e f",
    });
  });

  test("of a branch with nothing in its arms asks nothing", () => {
    const steps = stepsOf(choose("b", { vip: [] }), tag("c"));
    expect(told(deleteStep(steps, "b", "only"), steps)).toBe("c");
  });

  test("leads jumps to it where a run would have come behind it, and ends them where nothing comes", () => {
    const jump = (id: string, stepId: string) => ({ id, type: "go-to", stepId });
    const steps = stepsOf(
      tag("a"),
      choose("b", {
        vip: [tag("c"), jump("j", "f")],
        new: [jump("k", "c"), { id: "m", type: "wait-for-mail", stepId: "f" }],
      }),
      tag("f"),
    );
    const result = deleteStep(steps, "f", "only");
    expect({
      last: told(result, steps),
      redirected: "redirected" in result ? result.redirected : null,
      first: told(deleteStep(steps, "c", "only"), steps),
      withArm: told(deleteStep(steps, "b", "only", "new"), steps),
      arm: told(removeArm(steps, branchOf(steps, "b"), "vip"), steps),
      all: told(deleteStep(steps, "b", "following"), steps),
    }).toEqual({
      last: "a b [vip: c j! | new: k→c m→any | ]",
      redirected: [
        { stepId: "j", to: null },
        { stepId: "m", to: null },
      ],
      first: "a b [vip: j→f | new: k→j m→f | ] f",
      withArm: "a k→f m→f f",
      arm: "a b [new: k→f m→f | ] f",
      all: "a",
    });
  });
});

describe("[E8] putting steps elsewhere", () => {
  test("a new one goes to any place of any list", () => {
    expect([
      told(insertSteps(STEPS, NEW, at(null, 0))),
      told(insertSteps(STEPS, NEW, at(arm("vip"), 1))),
      told(insertSteps(STEPS, NEW, at(null, 3))),
      told(insertSteps(STEPS, NEW, at(arm("new"), 0))),
      told(insertSteps(STEPS, NEW, at(arm(null), 1))),
      told(insertSteps(STEPS, NEW, at(arm(null, "a"), 0))),
      told(insertSteps(STEPS, NEW, at(arm("nowhere"), 0))),
      told(insertSteps(STEPS, NEW, at(null, 4))),
    ]).toEqual([
      "new a b [vip: c d | new:  | e] f",
      "a b [vip: c new d | new:  | e] f",
      "a b [vip: c d | new:  | e] f new",
      "a b [vip: c d | new: new | e] f",
      "a b [vip: c d | new:  | e new] f",
      "no-such-place",
      "no-such-place",
      "no-such-place",
    ]);
  });

  test("a step moves with its arms, within a list as the places are told before, never into itself", () => {
    const down = neighbourPlace(STEPS, "a", 1);
    const up = neighbourPlace(STEPS, "d", -1);
    expect([
      told(moveStep(STEPS, "b", at(null, 0))),
      told(moveStep(STEPS, "f", at(arm(null), 0))),
      told(moveStep(STEPS, "c", at(null, 3))),
      down && told(moveStep(STEPS, "a", down)),
      up && told(moveStep(STEPS, "d", up)),
      neighbourPlace(STEPS, "a", -1),
      neighbourPlace(STEPS, "f", 1),
      told(moveStep(STEPS, "a", at(null, 1))),
      told(moveStep(STEPS, "b", at(arm("vip"), 1))),
    ]).toEqual([
      "b [vip: c d | new:  | e] a f",
      "a b [vip: c d | new:  | f e]",
      "a b [vip: d | new:  | e] f c",
      "b [vip: c d | new:  | e] a f",
      "a b [vip: d c | new:  | e] f",
      null,
      null,
      "a b [vip: c d | new:  | e] f",
      "into-itself",
    ]);
  });

  test("nothing grows beyond what a definition can hold", () => {
    const deep = Array.from({ length: 9 }).reduce<unknown>(
      (inner, _, n) => choose(`b${n}`, { vip: [inner] }),
      tag("x"),
    );
    const full = stepsOf(...Array.from({ length: 1_000 }, (_, n) => tag(`s${n}`)));
    const arms = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`a${n}`, []]));
    const wide = stepsOf(choose("b", arms));
    const own = branchOf(wide, "b").arms[0];
    if (own === undefined) throw new Error("It has arms.");
    expect([
      told(insertSteps(full, NEW, at(null, 0)), full),
      told(insertSteps(STEPS, stepsOf(deep), at(arm("new"), 0))),
      told(
        addArm(branchOf(wide, "b"), (id) => ({ ...own, id })),
        wide,
      ),
      told(removeArm(stepsOf(choose("b", { vip: [] })), branchOf(stepsOf(choose("b", { vip: [] })), "b"), "vip")),
    ]).toEqual(["too-many-steps", "too-deep", "too-many-arms", "last-arm"]);
  });

  test("another takes a step's place; of one that is gone that is told", () => {
    const [other] = stepsOf(tag("d", "other"));
    if (other === undefined) throw new Error("One step.");
    const result = replaceStep(STEPS, other);
    expect(told(result)).toBe("a b [vip: c d | new:  | e] f");
    expect(JSON.stringify(result)).toContain('{"id":"d","type":"add-tags","tags":["other"]}');
    expect(told(replaceStep([], other))).toBe("no-such-step");
  });
});

describe("copy and paste", () => {
  test("a text of steps is read back, and takes ids that are free; what it names within goes along", () => {
    const copied = stepsOf(tag("a"), choose("b", { vip: [{ id: "j", type: "go-to", stepId: "a" }] }));
    const read = readClip(writeClip(copied));
    const draws = [0.1, 0.2, 0.3].values();
    const fresh = read.kind === "steps" ? pasted(STEPS, read.steps, () => draws.next().value ?? 0) : [];
    expect(read).toEqual({ kind: "steps", steps: copied });
    expect(shape(fresh)).toBe(
      "s-03lllllk s-07777776 [vip: s-0asssssr→s-03lllllk | ]"
        .replaceAll("03lllllk", idAt(0.1))
        .replaceAll("07777776", idAt(0.2))
        .replaceAll("0asssssr", idAt(0.3)),
    );
  });

  test("what can't be pasted is told by its reason", () => {
    const clip = (parts: object) => JSON.stringify({ format: "pipedesk-steps", version: 1, steps: [], ...parts });
    const inArm = { ...choose("b", {}), arms: [{ id: "a", steps: [{ id: "x", type: "teleport" }] }] };
    expect([
      readClip("Hello"),
      readClip("{}"),
      readClip(clip({})),
      readClip(clip({ version: 2, steps: [{}] })),
      readClip(clip({ steps: [inArm] })),
      readClip(clip({ steps: [{ ...tag("a"), tags: [], id: "" }] })),
    ]).toEqual([
      { kind: "no-steps", about: "" },
      { kind: "no-steps", about: "" },
      { kind: "no-steps", about: "" },
      { kind: "newer", about: "2" },
      { kind: "unknown-kind", about: "teleport" },
      { kind: "not-valid", about: "0.id" },
    ]);
  });

  const idAt = (draw: number) => newStepId([], () => draw).slice(2);

  test("a new id is none of those that are there", () => {
    const draws = [0, 0, 0.5].values();
    const taken = newStepId([], () => 0);
    expect(newStepId(stepsOf(tag(taken)), () => draws.next().value ?? 1 / 3)).not.toBe(taken);
  });
});

test("re-enrolment forgets triggers that go", () => {
  const definition = definitionOf({
    triggers: [
      { id: "t1", type: "ticket-created" },
      { id: "t2", type: "manual" },
    ],
    reenrolment: { kind: "on", triggerIds: ["t1", "t2"] },
  });
  const draft = { ...draftWith([]), definition };
  const after = (count: number) =>
    applyOperations(draft, setSettings(draft, { triggers: definition.triggers.slice(2 - count) }).operations).draft
      .definition.reenrolment;
  expect([after(2), after(1), after(0)]).toEqual([
    { kind: "on", triggerIds: ["t1", "t2"] },
    { kind: "on", triggerIds: ["t2"] },
    { kind: "never" },
  ]);
});

test("no kind of step names another step but those that are known to", () => {
  const offer = { pipelineId: "p", stageId: "s", userId: "u", workflowId: "w", stepId: "named", timeZone: "UTC" };
  const naming = (Object.keys(STEP_KINDS) as StepType[]).flatMap((type) => {
    if (!Object.keys(schemaOf(type).shape).some((name) => /stepIds?$/iu.test(name))) return [];
    const step = { id: "one", ...STEP_KINDS[type].defaults(offer as never), stepId: "named" } as Step;
    return [{ type, isKnown: stepNamedBy(step) === "named" }];
  });
  expect(naming).toEqual([
    { type: "wait-for-mail", isKnown: true },
    { type: "go-to", isKnown: true },
  ]);
});
