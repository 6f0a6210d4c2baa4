import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flowGraphOf, TRIGGERS_ID } from "#renderer/components/workflow/editor/flow-graph.ts";
import { marksOfCourses, marksOfRun, NO_MARKS, type Marks } from "#renderer/features/workflows/overlay/marks.ts";
import { kept } from "#renderer/features/workflows/overlay/overlay.ts";
import type { Draft } from "#shared/automation/edit-steps/draft.ts";
import { beginHistory, perform } from "#shared/automation/edit-steps/history.ts";
import { armsOf, createStepTree } from "#shared/automation/step-tree.ts";
import { isBranch, isLead, leadOf, type Step } from "#shared/automation/steps/step.ts";
import { StepId } from "#shared/model/ids.ts";
import type { JournalEntry, StepOutcome } from "#shared/model/run.ts";
import { choose, tag } from "../../../../../support/definitions.ts";
import { deed, done, START, type Deed } from "../../../../../support/random-edits.ts";

const DONE: StepOutcome = { kind: "done", changed: true };

function entry(stepId: string, sequence: number, outcome: StepOutcome = DONE): JournalEntry {
  const at = sequence * 1_000;
  return {
    stepId: StepId.parse(stepId),
    sequence,
    attempt: 1,
    startedAtEpochMs: at - 500,
    finishedAtEpochMs: at,
    outcome,
  };
}
const journalOf = (...steps: (string | readonly [string, StepOutcome])[]) =>
  steps.map((step, place) => (typeof step === "string" ? entry(step, place + 1) : entry(step[0], place + 1, step[1])));
const took = (stepId: string, armId: string | null) => [stepId, { kind: "took", armId }] as const;

const STEPS = [tag("a"), choose("b", { vip: [tag("c")] }, []), tag("d")] as Step[];
const graph = flowGraphOf(STEPS);
const told = ({ boxes, lines }: Marks) => ({
  boxes: Array.from(boxes, ([id, mark]) =>
    mark.kind === "taken" ? `${id} ${mark.state} ${mark.times}` : mark.kind === "passed" ? id : `${id} ${mark.times}`,
  ),
  lines: Array.from(lines, ([id, { times }]) => (times === null ? id : `${id} ${times}`)),
});

describe("[F9] the path of a run on the canvas", () => {
  test("is each box that it took, with what became of it, and the lines between them", () => {
    const run = { journal: journalOf("a", took("b", "vip"), "c", "d"), standing: null, isDone: true };
    expect(told(marksOfRun(graph, run, null))).toEqual({
      boxes: [TRIGGERS_ID, "a done 1", "b took 1", "b/arm/vip", "c done 1", "b/join", "d done 1", "end"],
      lines: ["triggers>a", "a>b", "b>b/arm/vip", "b/arm/vip>c", "c>b/join", "b/join>d", "d>end"],
    });
  });

  test("goes to where the run stands, through an empty arm too, and no further", () => {
    const standing = { stepId: "d", state: "waiting", sinceEpochMs: 3_000, untilEpochMs: 9_000 } as const;
    const marks = marksOfRun(graph, { journal: journalOf("a", took("b", null)), standing, isDone: false }, 2);
    expect(told(marks).lines).toEqual(["triggers>a", "a>b", "b>b/otherwise", "b/otherwise>b/join", "b/join>d"]);
    expect(marks.boxes.get("d")).toEqual({
      kind: "taken",
      state: "waiting",
      atEpochMs: 3_000,
      durationMs: 0,
      times: 1,
      untilEpochMs: 9_000,
      isLookedAt: true,
    });
  });

  test("a step that failed, was tried again and was left out is one box, told by its last, or by what is looked at", () => {
    const failed: StepOutcome = { kind: "failed", code: "PD_INTERNAL", message: "No." };
    const skipped: StepOutcome = { kind: "skipped", reason: "by-hand" };
    const run = { journal: journalOf(["a", failed], ["a", failed], ["a", skipped]), standing: null, isDone: false };
    const at = (place: number | null) => told(marksOfRun(graph, run, place)).boxes;
    expect([at(null), at(2), at(1), at(0)]).toEqual([
      [TRIGGERS_ID, "a skipped 3"],
      [TRIGGERS_ID, "a skipped 3"],
      [TRIGGERS_ID, "a failed 3"],
      [TRIGGERS_ID, "a failed 3"],
    ]);
  });

  test("what is no part of the workflow that is drawn leaves a gap, and a shortened journal draws nothing across it", () => {
    const gone = { journal: journalOf("a", "gone", "d"), standing: null, isDone: true };
    expect(told(marksOfRun(graph, gone, null))).toEqual({
      boxes: [TRIGGERS_ID, "a done 1", "d done 1", "end"],
      lines: ["triggers>a", "d>end"],
    });
    // A step that the run passed by in its own revision.
    const passed = { journal: journalOf("a", "d"), standing: null, isDone: true };
    expect(told(marksOfRun(graph, passed, null)).lines).toEqual(["triggers>a", "d>end"]);
    const [first, second, third] = journalOf("a", took("b", null), "d");
    if (first === undefined || second === undefined || third === undefined) throw new Error("There are three.");
    const cut = { journal: [first, second, { ...third, sequence: 500 }], standing: null, isDone: true };
    expect(told(marksOfRun(graph, cut, null)).lines).toEqual(["triggers>a", "a>b", "d>end"]);
  });

  test("ends where the run was stopped: what lies behind is not lit, and its end is not that of the workflow", () => {
    const steps = [tag("a"), { id: StepId.parse("stop"), type: "stop" }, tag("never")] as Step[];
    const run = { journal: journalOf("a", "stop"), standing: null, isDone: true };
    expect(told(marksOfRun(flowGraphOf(steps), run, null))).toEqual({
      boxes: [TRIGGERS_ID, "a done 1", "stop done 1"],
      lines: ["triggers>a", "a>stop"],
    });
    const atEnd = flowGraphOf(steps.slice(0, 2));
    expect(told(marksOfRun(atEnd, run, null)).lines).toEqual(["triggers>a", "a>stop"]);
  });

  test("follows a jump along its own line", () => {
    const steps = [tag("a"), tag("b"), { id: StepId.parse("j"), type: "go-to", stepId: StepId.parse("a") }] as Step[];
    const standing = { stepId: "b", state: "active", sinceEpochMs: 0, untilEpochMs: null } as const;
    const run = { journal: journalOf("a", "b", "j", "a"), standing, isDone: false };
    expect(told(marksOfRun(flowGraphOf(steps), run, null))).toEqual({
      boxes: [TRIGGERS_ID, "a done 2", "b active 2", "j done 1"],
      lines: ["triggers>a", "a>b", "b>j", "j>>a"],
    });
  });

  test("is connected in whatever workflow, whichever arms it takes", () => {
    fc.assert(
      fc.property(
        fc.array(deed, { maxLength: 40 }),
        fc.array(fc.nat(20), { minLength: 60, maxLength: 60 }),
        (deeds, lots) => {
          const { steps } = draftAfter(deeds).definition;
          const run = walked(steps, lots);
          const drawn = flowGraphOf(steps);
          const { boxes, lines } = marksOfRun(drawn, run, null);
          const lit = drawn.edges.filter(({ id }) => lines.has(id));
          // From the beginning along lit lines one comes to every lit box, and every lit line lies between two of them.
          const reached = new Set([TRIGGERS_ID as string]);
          for (let size = 0; size !== reached.size;) {
            size = reached.size;
            for (const { from, to } of lit) if (reached.has(from)) reached.add(to);
          }
          expect(reached).toEqual(new Set(boxes.keys()));
          for (const { from, to } of lit) expect([boxes.has(from), boxes.has(to)]).toEqual([true, true]);
          // Nothing of the path is missing.
          for (const { stepId } of run.journal) expect(boxes.get(stepId)?.kind).toBe("taken");
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** What somebody made of a workflow; what is refused leaves it as it is. */
function draftAfter(deeds: readonly Deed[]): Draft {
  return deeds.reduce((draft, one) => {
    const result = done(draft, one);
    return result.kind === "edit" ? perform(beginHistory(draft), "change", result.operations, null).draft : draft;
  }, START);
}

/** A run through the steps that takes arms by lot, until it ends or has been long on its way; then it stands. */
function walked(steps: readonly Step[], lots: readonly number[]) {
  const tree = createStepTree(steps);
  const journal: JournalEntry[] = [];
  let at = tree.first;
  for (const [place, lot] of lots.entries()) {
    const step = at === null ? null : tree.find(at);
    if (step === null) break;
    const arms = isBranch(step) ? armsOf(step) : [];
    const armId = arms[lot % Math.max(1, arms.length)]?.id ?? null;
    journal.push(entry(step.id, place + 1, isBranch(step) ? { kind: "took", armId } : DONE));
    if (isBranch(step)) at = tree.enter(step, armId);
    else if (isLead(step)) {
      at = leadOf(step).leadsTo(step);
      if (at === null) return { journal, standing: null, isDone: true };
    } else at = tree.next(step.id);
  }
  const standing =
    at === null ? null : ({ stepId: at, state: "waiting", sinceEpochMs: 0, untilEpochMs: null } as const);
  return { journal, standing, isDone: at === null };
}

describe("[F9] figures over runs", () => {
  test("stand at every line that was gone and every step that was taken; what the drawn revision lacks is left out", () => {
    const id = (step: string) => StepId.parse(step);
    const marks = marksOfCourses(graph, {
      fromEpochMs: 0,
      revisions: [{ revision: 1, runs: 5 }],
      isComplete: true,
      steps: [
        { stepId: id("a"), outcome: "done", times: 4 },
        { stepId: id("a"), outcome: "failed", times: 1 },
        { stepId: id("b"), outcome: "took", times: 4 },
        { stepId: id("gone"), outcome: "done", times: 9 },
      ],
      standing: [
        { stepId: id("d"), status: "waiting", runs: 3 },
        { stepId: id("a"), status: "failed", runs: 1 },
      ],
      moves: [
        { from: null, armId: null, to: id("a"), times: 5 },
        { from: id("a"), armId: null, to: id("b"), times: 4 },
        { from: id("b"), armId: null, to: id("d"), times: 3 },
        { from: id("b"), armId: "vip", to: id("gone"), times: 1 },
      ],
    });
    expect(told(marks)).toEqual({
      boxes: ["a 5", "b 4", "d 3", "triggers 5"],
      lines: ["triggers>a 5", "a>b 4", "b>b/otherwise 3", "b/otherwise>b/join 3", "b/join>d 3"],
    });
    expect(marks.boxes.get("a")).toEqual({ kind: "figures", times: 5, failed: 1, standing: 0 });
  });
});

test("marks that are no others stay the same objects, so that nothing is drawn anew for them", () => {
  const run = (count: number) => ({
    journal: journalOf("a", took("b", null), "d").slice(0, count),
    standing: null,
    isDone: false,
  });
  const first = kept(NO_MARKS.boxes, marksOfRun(graph, run(1), null).boxes);
  const second = kept(first, marksOfRun(graph, run(2), null).boxes);
  expect(second.get("a")).toBe(first.get("a"));
  expect(second.get("b")).toBeDefined();
});
