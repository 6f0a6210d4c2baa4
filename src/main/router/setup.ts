import { createPipeline, updatePipeline } from "#main/desk/commands/pipelines.ts";
import { addStage, orderStages, removeStage, updateStage } from "#main/desk/commands/stages.ts";
import { createWorkflow, updateWorkflow } from "#main/desk/commands/workflows.ts";
import { deskSetup } from "#main/desk/desk-status.ts";
import { goOnWithRun } from "#main/desk/commands/runs.ts";
import { explainEnrolment } from "#main/desk/queries/explain-enrolment.ts";
import { listRuns, runViewOf } from "#main/desk/queries/runs.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "./implementer.ts";

export function pipelineProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { pipelines } = base;
  return {
    list: pipelines.list.handler(() => ({ items: deskSetup(context).pipelines })),
    get: pipelines.get.handler(({ input }) => viewOf(context.setup.require("pipeline", input.id))),
    create: pipelines.create.handler(async ({ input, context: caller }) =>
      viewOf(await createPipeline(context, actorOf(deps, caller), input.name)),
    ),
    update: pipelines.update.handler(async ({ input, context: caller }) =>
      viewOf(await updatePipeline(context, actorOf(deps, caller), input)),
    ),
    addStage: pipelines.addStage.handler(async ({ input: { id, ...stage }, context: caller }) =>
      viewOf(await addStage(context, actorOf(deps, caller), id, stage)),
    ),
    updateStage: pipelines.updateStage.handler(async ({ input, context: caller }) =>
      viewOf(await updateStage(context, actorOf(deps, caller), input)),
    ),
    orderStages: pipelines.orderStages.handler(async ({ input, context: caller }) =>
      viewOf(await orderStages(context, actorOf(deps, caller), input.id, input.stageIds)),
    ),
    removeStage: pipelines.removeStage.handler(async ({ input, context: caller }) =>
      viewOf(await removeStage(context, actorOf(deps, caller), input)),
    ),
  };
}

export function workflowProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { workflows } = base;
  return {
    list: workflows.list.handler(({ input }) => ({
      items: deskSetup(context).workflows.filter(
        ({ pipelineId }) => input.pipelineId === undefined || pipelineId === null || pipelineId === input.pipelineId,
      ),
    })),
    get: workflows.get.handler(({ input }) => viewOf(context.setup.require("workflow", input.id))),
    create: workflows.create.handler(async ({ input, context: caller }) =>
      viewOf(await createWorkflow(context, actorOf(deps, caller), input)),
    ),
    retryRun: workflows.retryRun.handler(async ({ input, context: caller }) =>
      runViewOf(await goOnWithRun(context, actorOf(deps, caller), input.id, "retried")),
    ),
    skipStep: workflows.skipStep.handler(async ({ input, context: caller }) =>
      runViewOf(await goOnWithRun(context, actorOf(deps, caller), input.id, "skipped")),
    ),
    explain: workflows.explain.handler(({ input }) => explainEnrolment(context, input)),
    runs: workflows.runs.handler(({ input }) => listRuns(context, input)),
    update: workflows.update.handler(async ({ input, context: caller }) =>
      viewOf(await updateWorkflow(context, actorOf(deps, caller), input)),
    ),
  };
}

export function userProcedures({ context }: RouterDeps) {
  return { list: base.users.list.handler(() => ({ items: deskSetup(context).users })) };
}
