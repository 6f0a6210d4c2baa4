import { dryRunWorkflow } from "#main/automation/dry-run/dry-run.ts";
import { requireReplayable } from "#main/automation/replay/replay.ts";
import { runRecord } from "#main/desk/queries/run-record.ts";
import { noteAskedWhy } from "#main/desk/first-steps.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

/** Whoever may see tickets may ask: nothing of this changes anything but the asker's own first steps. */
export function workflowExplanationProcedures(deps: RouterDeps) {
  const { context, readers, state } = deps;
  const { workflows } = base;
  return {
    why: workflows.why.handler(async ({ input, signal, context: caller }) => {
      const page = await readers.read("why", input, signal);
      const isOfWorkflow = page.items.some(({ chain }) => chain.some(({ kind }) => kind === "step"));
      if (isOfWorkflow && (await noteAskedWhy(context, actorOf(deps, caller).user.id))) state.changes.next();
      return page;
    }),
    ticketRuns: workflows.ticketRuns.handler(({ input, signal }) => readers.read("ticketRuns", input, signal)),
    run: workflows.run.handler(({ input }) => runRecord(context, input.id)),
    figures: workflows.figures.handler(({ input, signal }) => readers.read("workflowFigures", input, signal)),
    history: workflows.history.handler(({ input, signal }) => readers.read("runHistory", input, signal)),
    courses: workflows.courses.handler(({ input, signal }) => readers.read("workflowCourses", input, signal)),
    dryRun: workflows.dryRun.handler(({ input }) => dryRunWorkflow(context, input)),
    replay: workflows.replay.handler(({ input, signal }) => {
      // Asked before anything is told: a stream that has begun has no status any more.
      requireReplayable(context, input);
      return readers.stream("replay", input, signal);
    }),
  };
}
