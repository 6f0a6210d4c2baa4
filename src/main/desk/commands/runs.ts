import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { RunId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Actor, DeskContext } from "../context.ts";
import { inOnePiece, requireAutomationAccess } from "./command.ts";

/**
 * F9: goes on with a run that failed.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID for a run that did not fail
 */
export function goOnWithRun(context: DeskContext, actor: Actor, id: RunId, how: "retried" | "skipped"): Promise<Run> {
  requireAutomationAccess(actor);
  return inOnePiece(context, async (piece) => {
    const run = await piece.runs.get(id);
    if (!run) throw notFound("run", id);
    if (run.status !== "failed" && run.status !== "retrying") {
      throw new PipedeskError("PD_INPUT_INVALID", "Only a run that failed can be taken up again.", {
        details: { what: "run", id, reason: run.status },
      });
    }
    if (!(await piece.tickets.get(run.ticketId))) throw notFound("ticket", run.ticketId);
    return context.automations.goOn(piece, run, how, context.clock.nowEpochMs());
  });
}
