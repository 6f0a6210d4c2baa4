import type { Mended, MendHow } from "#shared/contract/attention.ts";
import { reduceRun } from "#shared/automation/reduce-run.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import { causeOf } from "#shared/automation/failure-cause.ts";
import type { RunId, TicketId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import { isStoreError } from "#main/store/errors.ts";
import { pausedWorkflows, ticketsPausedFor } from "#main/store/attention.ts";
import { derivedId } from "../derived-ids.ts";
import { FAILED_RUNS_A_READ } from "../limits.ts";
import type { Actor, DeskContext } from "../context.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { failedGroups, failedRunsOf, type FailedGroup } from "../queries/attention/failed-groups.ts";
import { inOnePiece, requireAutomationAccess } from "./command.ts";
import { resumeWorkflow } from "./enrolment.ts";

type What = "mended" | "failed" | "left" | "passed-over";

/** Found in the meantime as it was: what somebody else mended, or what failed for another reason since, is passed over. */
type Mending = {
  readonly inAll: number;
  readonly each: () => Iterable<() => Promise<What>> | AsyncIterable<() => Promise<What>>;
};

const WHAT = { retry: "runs-retry", skip: "runs-skip", end: "runs-leave", resume: "tickets-resume" } as const;

/**
 * Mends all runs or tickets of one cause, each once and in a piece of work of its own, so that others get their turn and what is wrong with one is no matter of the others. Cut off, the rest is as it was.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND where nothing of that cause is left
 * @rule F9, F11
 */
export async function mend(context: DeskContext, actor: Actor, id: string, how: MendHow): Promise<Mended> {
  requireAutomationAccess(actor);
  const counts: Record<What, number> = { mended: 0, failed: 0, left: 0, "passed-over": 0 };
  let done = 0;
  await context.background.once(id, async () => {
    const mending = await (how === "resume" ? resuming(context, actor, id) : goingOn(context, id, how));
    if (mending === null) throw notFound("attention", id);
    const tell = () =>
      context.background.tell({
        id,
        what: WHAT[how],
        pipelineId: null,
        stageId: null,
        workflowId: null,
        done,
        total: Math.max(done, mending.inAll),
      });
    tell();
    for await (const one of mending.each()) {
      if (!context.background.isOpen) return;
      counts[await one()] += 1;
      done += 1;
      tell();
    }
  });
  const { mended, failed, left } = counts;
  return { inAll: mended + failed + left, mended, failed, left };
}

async function goingOn(context: DeskContext, id: string, how: "retry" | "skip" | "end"): Promise<Mending | null> {
  const group = (await failedGroups(context)).find((one) => one.id === id);
  if (!group) return null;
  // Those that there are now: what fails again is not tried for ever.
  const ids: RunId[] = [];
  for await (const run of failedRunsOf(context, group)) ids.push(run.id);
  return { inAll: ids.length, each: () => ids.map((runId) => () => mendRun(context, group, runId, how)) };
}

async function mendRun(
  context: DeskContext,
  group: FailedGroup,
  id: RunId,
  how: "retry" | "skip" | "end",
): Promise<What> {
  try {
    return await inOnePiece(context, (piece) => mendIn(context, piece, group, id, how), "bulk");
  } catch (error) {
    if (isStoreError(error)) throw error;
    context.log.error("A failed run could not be taken up again", { runId: id, error });
    return "failed";
  }
}

async function mendIn(
  context: DeskContext,
  piece: PieceOfWork,
  group: FailedGroup,
  id: RunId,
  how: "retry" | "skip" | "end",
): Promise<What> {
  const run = await piece.runs.get(id);
  if (!run || !isOf(group, run)) return "passed-over";
  const atEpochMs = context.clock.nowEpochMs();
  if (how === "end") {
    piece.runs.put(reduceRun(run, { type: "unenrolled", reason: "taken-out", atEpochMs }));
    return "mended";
  }
  piece.keepQuietOf(id);
  const { status } = await context.automations.goOn(piece, run, how === "retry" ? "retried" : "skipped", atEpochMs);
  return status === "failed" ? "failed" : status === "unenrolled" ? "left" : "mended";
}

function isOf({ stepId, cause }: FailedGroup, { status, cursor, endReason }: Run): boolean {
  return status === "failed" && cursor === stepId && causeOf(endReason) === cause;
}

async function resuming(context: DeskContext, actor: Actor, id: string): Promise<Mending | null> {
  const { sql } = context.store;
  const paused = (await pausedWorkflows(sql)).find(({ workflowId }) => derivedId("paused", workflowId) === id);
  if (!paused) return null;
  const { workflowId } = paused;
  const resume = (ticketId: TicketId) => async (): Promise<What> => {
    await resumeWorkflow(context, actor, ticketId, workflowId);
    return "mended";
  };
  async function* each() {
    for (let after = ""; ;) {
      const some = await ticketsPausedFor(sql, workflowId, after, FAILED_RUNS_A_READ);
      for (const { ticketId } of some) yield resume(ticketId);
      const last = some.at(-1);
      if (last === undefined) return;
      after = last.ticketId;
    }
  }
  return { inAll: paused.count, each };
}
