import { reduceRun } from "#shared/automation/reduce-run.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Run, RunStatus } from "#shared/model/run.ts";
import type { DeskContext } from "../context.ts";

export const GOING: readonly RunStatus[] = ["waiting", "retrying", "active"];

/** Runs ended in one piece of work: some ten milliseconds, so that a command does not wait long for its turn. */
const RUNS_A_PIECE = 100;

export type EndingRuns = {
  /** Whoever asks for the same meanwhile gets the one that goes on. */
  readonly id: string;
  /** null: of all workflows. */
  readonly workflowId: WorkflowId | null;
  readonly reason: string;
  /** Of those that go on, which end; absent: all. */
  readonly ends?: (run: Run) => boolean;
};

/** Ends runs, in pieces between which others get their turn. Nothing lets them make a step meanwhile: that is the caller's to see to. */
export function endRuns(
  context: DeskContext,
  { id, workflowId, reason, ends = () => true }: EndingRuns,
): Promise<void> {
  const workId = `end-runs ${id}`;
  const ofWorkflow = workflowId === null ? {} : { workflowId };

  async function endSome(status: RunStatus, after: string) {
    const { store, clock } = context;
    const runs = await store.runs.find({
      selector: { status, ...ofWorkflow, id: { $gt: after } },
      sort: [{ id: "asc" }],
      limit: RUNS_A_PIECE,
    });
    const atEpochMs = clock.nowEpochMs();
    const ending = runs.filter((run) => ends(run));
    await store.runs.write(
      ending.map((run) => ({ previous: run, next: reduceRun(run, { type: "unenrolled", reason, atEpochMs }) })),
    );
    return { after: runs.at(-1)?.id ?? null, looked: runs.length };
  }

  return context.background.once(workId, async () => {
    let total = 0;
    for (const status of GOING) total += await context.store.runs.count({ status, ...ofWorkflow });
    let done = 0;
    const tell = () =>
      context.background.tell({
        id: workId,
        what: "runs-end",
        pipelineId: null,
        stageId: null,
        workflowId,
        done,
        total: Math.max(done, total),
      });
    tell();
    for (const status of GOING) {
      for (let after: string | null = ""; after !== null && context.background.isOpen;) {
        const from: string = after;
        const piece = await context.queue.run(() => endSome(status, from), "bulk");
        after = piece.after;
        done += piece.looked;
        tell();
      }
    }
  });
}
