import { dryRunWorkflow } from "#main/automation/insight/dry-run.ts";
import { replayWorkflow } from "#main/automation/insight/replay/replay.ts";
import { runRecord } from "#main/desk/queries/run-record.ts";
import { listTicketRuns } from "#main/desk/queries/runs.ts";
import { whyTicket } from "#main/desk/queries/why.ts";
import { workflowFigures } from "#main/desk/queries/workflow-figures.ts";
import { base, type RouterDeps } from "../implementer.ts";

/** Whoever may see tickets may ask: nothing of this changes anything. */
export function workflowInsightProcedures({ context }: RouterDeps) {
  const { workflows } = base;
  return {
    why: workflows.why.handler(({ input }) => whyTicket(context, input)),
    ticketRuns: workflows.ticketRuns.handler(({ input }) => listTicketRuns(context, input)),
    run: workflows.run.handler(({ input }) => runRecord(context, input.id)),
    figures: workflows.figures.handler(({ input }) => workflowFigures(context, input.id)),
    dryRun: workflows.dryRun.handler(({ input }) => dryRunWorkflow(context, input)),
    replay: workflows.replay.handler(({ input, signal }) => replayWorkflow(context, input, signal)),
  };
}
