/** What is laid over the canvas and the outline: what a run did, or how often each way was gone. Pure. */
import { END_ID, TRIGGERS_ID, type FlowGraph } from "#renderer/components/workflow/editor/flow-graph.ts";
import type { RunCourses } from "#shared/contract/explanations/run-history.ts";
import type { JournalEntry, RunStatus, StepOutcome } from "#shared/model/run.ts";
import { courseFinder, type Move } from "./course.ts";

/** How a step looks: what became of it, or that the run stands there. */
export type StepState = StepOutcome["kind"] | Exclude<RunStatus, "done" | "failed" | "unenrolled">;

export type BoxMark =
  | {
      readonly kind: "taken";
      readonly state: StepState;
      /** When it ended; when it began where the run still stands there. */
      readonly atEpochMs: number;
      readonly durationMs: number;
      /** How often it was taken. */
      readonly times: number;
      /** Until when it waits; null: nobody knows, or it does not wait. */
      readonly untilEpochMs: number | null;
      /** It is what is being looked at. */
      readonly isLookedAt: boolean;
    }
  /** Between two steps: the head of an arm, or the beginning or the end. */
  | { readonly kind: "passed" }
  | { readonly kind: "figures"; readonly times: number; readonly failed: number; readonly standing: number };

/** How often it was gone; null: in one run, which is lit. */
export type LineMark = { readonly times: number | null };

export type Marks = {
  readonly boxes: ReadonlyMap<string, BoxMark>;
  readonly lines: ReadonlyMap<string, LineMark>;
};

export const NO_MARKS: Marks = { boxes: new Map(), lines: new Map() };

/** Where a run stands, after all that its journal tells. */
export type Standing = {
  readonly stepId: string;
  readonly state: Extract<StepState, "active" | "waiting" | "held" | "retrying" | "failed">;
  readonly sinceEpochMs: number;
  readonly untilEpochMs: number | null;
};

export type Walked = {
  readonly journal: readonly JournalEntry[];
  /** Null: nowhere, or where its last entry failed. */
  readonly standing: Standing | null;
  /** It came to its end by itself. */
  readonly isDone: boolean;
};

/**
 * The path of one run. What is not in the workflow that is drawn is left out, and so is the line to it.
 * @param lookedAt position in the journal, its length for where the run stands; null: nothing is
 */
export function marksOfRun(graph: FlowGraph, { journal, standing, isDone }: Walked, lookedAt: number | null): Marks {
  const find = courseFinder(graph);
  const known = new Set(graph.nodes.map(({ id }) => id));
  const boxes = new Map<string, BoxMark>();
  const lines = new Map<string, LineMark>();
  const pass = (move: Move): void => {
    const course = find(move);
    if (course === null) return;
    for (const id of course.boxes) boxes.set(id, { kind: "passed" });
    for (const id of course.lines) lines.set(id, { times: null });
    if (move.from === null) boxes.set(TRIGGERS_ID, { kind: "passed" });
    if (move.to === null) boxes.set(END_ID, { kind: "passed" });
  };
  const timesOf = new Map<string, number>();
  const stepsTaken = [...journal.map(({ stepId }) => stepId as string), ...(standing ? [standing.stepId] : [])];
  const watched = lookedAt === null ? null : (stepsTaken[lookedAt] ?? null);
  for (const [place, entry] of journal.entries()) {
    const { stepId, outcome, startedAtEpochMs, finishedAtEpochMs, sequence } = entry;
    const before = journal[place - 1];
    if (before === undefined ? sequence === 1 : before.sequence + 1 === sequence) pass(moveFrom(before, stepId));
    const times = (timesOf.get(stepId) ?? 0) + 1;
    timesOf.set(stepId, times);
    if (!known.has(stepId)) continue;
    const isWatched = watched === stepId;
    // Of a step that was taken several times the one that is looked at is told, else the last.
    if (isWatched && lookedAt !== null && place > lookedAt) {
      const told = boxes.get(stepId);
      if (told?.kind === "taken") boxes.set(stepId, { ...told, times });
      continue;
    }
    boxes.set(stepId, {
      kind: "taken",
      state: outcome.kind,
      atEpochMs: finishedAtEpochMs,
      durationMs: Math.max(0, finishedAtEpochMs - startedAtEpochMs),
      times,
      untilEpochMs: null,
      isLookedAt: isWatched,
    });
  }
  const last = journal.at(-1);
  if (standing !== null) {
    const { stepId, state, sinceEpochMs, untilEpochMs } = standing;
    pass(moveFrom(last, stepId));
    const isEarlier = watched === stepId && lookedAt !== null && lookedAt < journal.length;
    if (known.has(stepId) && !isEarlier)
      boxes.set(stepId, {
        kind: "taken",
        state,
        atEpochMs: sinceEpochMs,
        durationMs: 0,
        times: (timesOf.get(stepId) ?? 0) + 1,
        untilEpochMs,
        isLookedAt: watched === stepId,
      });
  } else if (isDone) pass(moveFrom(last, null));
  return { boxes, lines };
}

function moveFrom(entry: JournalEntry | undefined, to: string | null): Move {
  const armId = entry?.outcome.kind === "took" ? entry.outcome.armId : null;
  return { from: entry?.stepId ?? null, armId, to };
}

/** Over many runs: how often each step was taken, and each line gone. Moves of other revisions that are not drawn are left out. */
export function marksOfCourses(graph: FlowGraph, { steps, standing, moves }: RunCourses): Marks {
  const find = courseFinder(graph);
  const boxes = new Map<string, BoxMark>();
  const lines = new Map<string, LineMark>();
  const add = (id: string, more: { times?: number; failed?: number; standing?: number }): void => {
    const before = boxes.get(id);
    const sum = before?.kind === "figures" ? before : { times: 0, failed: 0, standing: 0 };
    boxes.set(id, {
      kind: "figures",
      times: sum.times + (more.times ?? 0),
      failed: sum.failed + (more.failed ?? 0),
      standing: sum.standing + (more.standing ?? 0),
    });
  };
  const known = new Set(graph.nodes.map(({ id }) => id));
  for (const { stepId, outcome, times } of steps)
    if (known.has(stepId)) add(stepId, { times, failed: outcome === "failed" ? times : 0 });
  for (const { stepId, status, runs } of standing)
    // What failed stands where it failed, and is counted there.
    if (known.has(stepId) && status !== "failed") add(stepId, { times: runs, standing: runs });
  for (const { times, ...move } of moves) {
    const course = find(move);
    if (course === null) continue;
    if (move.from === null) add(TRIGGERS_ID, { times });
    if (move.to === null) add(END_ID, { times });
    for (const id of course.lines) lines.set(id, { times: (lines.get(id)?.times ?? 0) + times });
  }
  return { boxes, lines };
}
