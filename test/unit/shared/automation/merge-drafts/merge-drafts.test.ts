/** Two people change one workflow: what can be joined is, what can't is told, and no step is lost without a word. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Draft } from "#shared/automation/edit-steps/draft.ts";
import { deleteStep } from "#shared/automation/edit-steps/delete.ts";
import {
  insertSteps,
  moveStep,
  replaceStep,
  setSettings,
  type EditResult,
} from "#shared/automation/edit-steps/edit.ts";
import { applyOperations } from "#shared/automation/edit-steps/operation.ts";
import { allSteps, findStep } from "#shared/automation/edit-steps/places.ts";
import { mergeDrafts } from "#shared/automation/merge-drafts/merge-drafts.ts";
import { ownOf } from "#shared/automation/merge-drafts/placed-steps.ts";
import type { Side } from "#shared/automation/merge-drafts/conflict.ts";
import { isBranch, Step } from "#shared/automation/steps/step.ts";
import { armsOf } from "#shared/automation/step-tree.ts";
import { canonicalJson } from "#shared/model/canonical-json.ts";
import { choose, definitionOf, tag } from "../../../../support/definitions.ts";
import { deed, done, expectSound, START, type Deed } from "../../../../support/random-edits.ts";

/** In a test run; 20 000 have been gone through with `PIPEDESK_MERGE_PAIRS=20000`. */
const PAIRS = Number(process.env["PIPEDESK_MERGE_PAIRS"] ?? 500);

function edited(draft: Draft, deeds: readonly Deed[]): Draft {
  return deeds.reduce((before, one) => {
    const result = done(before, one);
    return result.kind === "edit" ? applyOperations(before, result.operations).draft : before;
  }, draft);
}

const deeds = fc.array(deed, { maxLength: 6 });
const text = (draft: Draft) => canonicalJson(draft);
const idsOf = ({ definition }: Draft) => allSteps(definition.steps).map(({ id }) => id);

describe("random pairs of edits", () => {
  test("lose no step: what one has and the other did not delete is there, and what was deleted after a change is told", () => {
    const told = { conflicts: 0, joined: 0 };
    fc.assert(
      fc.property(deeds, deeds, (one, other) => {
        const base = START;
        const [mine, theirs] = [edited(base, one), edited(base, other)];
        const { draft, conflicts } = mergeDrafts({ base, mine, theirs });
        expectSoundButTriggers(draft);
        const present = new Set(idsOf(draft));
        const lost = [mine, theirs].flatMap((side) => {
          const opposite = side === mine ? theirs : mine;
          const [had, has] = [new Set(idsOf(base)), new Set(idsOf(opposite))];
          return idsOf(side).filter((id) => !present.has(id) && (!had.has(id) || has.has(id)));
        });
        expect(lost).toEqual([]);
        const keys = conflicts.map(({ key }) => key);
        const wrong = idsOf(draft).filter((id) => !isTakenFromOne(id, { base, mine, theirs, draft }, keys));
        expect(wrong).toEqual([]);
        told[conflicts.length > 0 ? "conflicts" : "joined"] += 1;
      }),
      { numRuns: PAIRS },
    );
    // Both kinds have been among them.
    expect(Math.min(told.conflicts, told.joined)).toBeGreaterThan(PAIRS / 20);
  }, 600_000);

  test("with somebody who did nothing, or the same, give what one has to the letter", () => {
    fc.assert(
      fc.property(deeds, (one) => {
        const mine = edited(START, one);
        for (const sides of [
          { base: START, mine, theirs: START },
          { base: START, mine: START, theirs: mine },
          { base: START, mine, theirs: mine },
        ]) {
          const { draft, conflicts } = mergeDrafts(sides);
          expect([JSON.stringify(draft), conflicts]).toEqual([JSON.stringify(mine), []]);
        }
      }),
      { numRuns: PAIRS / 2 },
    );
  }, 600_000);

  test("stay sound whatever is chosen of each conflict, and the same conflicts are asked", () => {
    fc.assert(
      fc.property(deeds, deeds, fc.infiniteStream(fc.constantFrom<Side>("mine", "theirs")), (one, other, sides) => {
        const given = { base: START, mine: edited(START, one), theirs: edited(START, other) };
        const { conflicts } = mergeDrafts(given);
        const choices = new Map(conflicts.map(({ key }) => [key, sides.next().value ?? "mine"]));
        const chosen = mergeDrafts(given, choices);
        expectSoundButTriggers(chosen.draft);
        for (const { key, chosen: side } of chosen.conflicts) {
          const wanted = choices.get(key);
          if (wanted !== undefined) expect([key, side]).toEqual([key, wanted]);
        }
        expect(text(mergeDrafts(given, choices).draft)).toBe(text(chosen.draft));
      }),
      { numRuns: PAIRS / 2 },
    );
  }, 600_000);
});

/** What a step is itself, and what its failure means, is what both have, or what the one has who changed it; or there is a conflict about it. */
function isTakenFromOne(id: string, { base, mine, theirs, draft }: Merge, keys: readonly string[]): boolean {
  if (keys.some((key) => key.split(" ").includes(id))) return true;
  return [valuesOf, failureOf].every((part) => {
    const [was, here, there, is] = [base, mine, theirs, draft].map(({ definition }) => {
      const step = findStep(definition.steps, id);
      return step === null ? null : part(step);
    });
    if (here === null || there === null) return is === (here ?? there);
    if (here === was) return is === there;
    return (there === was || here === there) && is === here;
  });
}

type Merge = { readonly [Part in "base" | "mine" | "theirs" | "draft"]: Draft };

function valuesOf(step: Step): string {
  const own = isBranch(step) ? { ...ownOf(step), arms: [] } : step;
  return canonicalJson(Object.fromEntries(Object.entries(own).filter(([name]) => name !== "onFailure")));
}

const failureOf = (step: Step): string => ("onFailure" in step ? (step.onFailure ?? "") : "");

/** Of triggers both may have deleted one each. */
function expectSoundButTriggers(draft: Draft): void {
  expectSound(draft);
  const triggerIds = draft.definition.triggers.map(({ id }) => id);
  const armIds = allSteps(draft.definition.steps).flatMap((step) =>
    isBranch(step) ? [armsOf(step).map(({ id }) => id)] : [],
  );
  for (const ids of [triggerIds, ...armIds])
    if (new Set(ids).size !== ids.length) throw new Error(`Twice: ${ids.join(", ")}`);
}

const BASE: Draft = {
  ...START,
  definition: definitionOf({
    steps: [tag("a"), choose("b", { vip: [tag("c"), tag("d")], new: [tag("e")] }, [tag("g")]), tag("f")],
  }),
};
const { steps: STEPS } = BASE.definition;

function by(...results: readonly EditResult[]): Draft {
  return results.reduce((draft, result) => {
    if (result.kind !== "edit") throw new Error(`Refused: ${result.reason}`);
    return applyOperations(draft, result.operations).draft;
  }, BASE);
}

const shape = (steps: readonly Step[]): string =>
  steps
    .map((step) =>
      isBranch(step)
        ? `${step.id}(${armsOf(step)
            .map(({ id, steps: inner }) => `${id ?? "-"}:${shape(inner)}`)
            .join(" ")})`
        : step.id,
    )
    .join("");

const merged = (mine: Draft, theirs: Draft, choices?: ReadonlyMap<string, Side>) => {
  const { draft, conflicts } = mergeDrafts({ base: BASE, mine, theirs }, choices);
  return { draft, shape: shape(draft.definition.steps), conflicts: conflicts.map(({ key }) => key) };
};

const tagging = (id: string, tags: readonly string[]) => Object.assign({ ...findStep(STEPS, id) }, { tags }) as Step;

const step = (id: string) => Step.parse(tag(id));

const inArm = (armId: string, index: number) => ({ list: { branchId: "b", armId }, index });

describe("two people", () => {
  test("who insert at different places have both", () => {
    const mine = by(insertSteps(STEPS, [step("x")], { list: null, index: 0 }));
    const theirs = by(insertSteps(STEPS, [step("y")], inArm("vip", 1)));
    expect(merged(mine, theirs)).toMatchObject({ shape: "xab(vip:cyd new:e -:g)f", conflicts: [] });
  });

  test("of whom one moves a step and the other changes it have the changed one at its new place", () => {
    const mine = by(moveStep(STEPS, "c", { list: null, index: 0 }));
    const theirs = by(replaceStep(STEPS, tagging("c", ["other"])));
    const { draft, ...rest } = merged(mine, theirs);
    expect(rest).toEqual({ shape: "cab(vip:d new:e -:g)f", conflicts: [] });
    expect(findStep(draft.definition.steps, "c")).toMatchObject({ tags: ["other"] });
  });

  test("of whom one deletes what the other changed keep it, and can choose otherwise", () => {
    const mine = by(replaceStep(STEPS, tagging("c", ["mine"])));
    const theirs = by(deleteStep(STEPS, "c", "only") as EditResult);
    expect(merged(mine, theirs)).toMatchObject({ shape: "ab(vip:cd new:e -:g)f", conflicts: ["deleted step c"] });
    const choices = new Map([["deleted step c", "theirs"]] as const);
    expect(merged(mine, theirs, choices)).toMatchObject({ shape: "ab(vip:d new:e -:g)f" });
  });

  test("of whom one deletes the branch into which the other put a step keep both, and with the branch gone the step goes", () => {
    const mine = by(insertSteps(STEPS, [step("x")], inArm("vip", 0)));
    const theirs = by(deleteStep(STEPS, "b", "following") as EditResult);
    expect(merged(mine, theirs)).toMatchObject({ shape: "ab(vip:x new: -:)", conflicts: ["deleted step b"] });
    expect(merged(mine, theirs, new Map([["deleted step b", "theirs"]]))).toMatchObject({ shape: "a" });
  });

  test("who change one step in two ways are told, and the chosen side counts", () => {
    const mine = by(replaceStep(STEPS, tagging("a", ["mine"])));
    const theirs = by(replaceStep(STEPS, tagging("a", ["theirs"])));
    for (const [choices, tags] of [
      [undefined, "mine"],
      [new Map([["changed step a", "theirs"]] as const), "theirs"],
    ] as const) {
      const { draft, conflicts } = merged(mine, theirs, choices);
      expect(conflicts).toEqual(["changed step a"]);
      expect(findStep(draft.definition.steps, "a")).toMatchObject({ tags: [tags] });
    }
  });

  test("of whom one says what a failure means and the other changes the values have both", () => {
    const mine = by(replaceStep(STEPS, Object.assign({ ...findStep(STEPS, "a") }, { onFailure: "go-on" }) as Step));
    const theirs = by(replaceStep(STEPS, tagging("a", ["theirs"])));
    const { draft, conflicts } = merged(mine, theirs);
    expect(conflicts).toEqual([]);
    expect(findStep(draft.definition.steps, "a")).toMatchObject({ tags: ["theirs"], onFailure: "go-on" });
  });

  test("who put one branch into the other, each the other way round, end without a circle", () => {
    const two = by(insertSteps(STEPS, [Step.parse(choose("k", { vip: [] }, []))], { list: null, index: 3 }));
    const sides = { base: two, mine: two, theirs: two };
    const put = (stepId: string, branchId: string) => {
      const result = moveStep(two.definition.steps, stepId, { list: { branchId, armId: "vip" }, index: 0 });
      if (result.kind !== "edit") throw new Error(result.reason);
      return applyOperations(two, result.operations).draft;
    };
    const given = { ...sides, mine: put("k", "b"), theirs: put("b", "k") };
    const { draft, conflicts } = mergeDrafts(given);
    expect([shape(draft.definition.steps), conflicts.map(({ key }) => key)]).toEqual([
      "ab(vip:k(vip: -:)cd new:e -:g)f",
      ["moved step b"],
    ]);
    const other = mergeDrafts(given, new Map([["moved step b", "theirs"]]));
    expect(shape(other.draft.definition.steps)).toBe("afk(vip:b(vip:cd new:e -:g) -:)");
  });

  test("who both add a trigger under one number have both, and re-enrol by their own", () => {
    const addTrigger = (type: "manual" | "ticket-created") =>
      by(
        setSettings(BASE, {
          triggers: [...BASE.definition.triggers, { id: "t9", type }],
          reenrolment: { kind: "on", triggerIds: ["t9"] },
        }),
      );
    const { draft, conflicts } = merged(addTrigger("manual"), addTrigger("ticket-created"));
    expect(draft.definition.triggers.map(({ id, type }) => [id, type]).slice(-2)).toEqual([
      ["t9", "manual"],
      ["t9-2", "ticket-created"],
    ]);
    expect(conflicts).toEqual(["changed setting reenrolment"]);
  });
});
