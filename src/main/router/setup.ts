import { discardPipeline, duplicatePipeline } from "#main/desk/commands/duplicate-pipeline.ts";
import {
  removedPipelines,
  removePipeline,
  undoRemovePipeline,
} from "#main/desk/commands/pipeline-removal/remove-pipeline.ts";
import { createPipeline, orderPipelines, updatePipeline } from "#main/desk/commands/pipelines.ts";
import { removeStage } from "#main/desk/commands/remove-stage.ts";
import { addStage, orderStages, undoStageKind, updateStage } from "#main/desk/commands/stages.ts";
import { removeWorkflow } from "#main/desk/commands/remove-workflow.ts";
import { stageCard } from "#main/desk/commands/workflow-cards.ts";
import { discardDraft, findDraft, saveDraft } from "#main/desk/commands/workflow-drafts.ts";
import { moveRuns, restoreRevision } from "#main/desk/commands/workflow-revisions.ts";
import { createWorkflow, duplicateWorkflow, updateWorkflow } from "#main/desk/commands/workflows.ts";
import type { Actor } from "#main/desk/context.ts";
import { createUserToken, listUserTokens, removeUserToken } from "#main/desk/commands/user-tokens.ts";
import { comeBack, handOver, leaveDesk, openWorkOf } from "#main/desk/commands/leaving-users.ts";
import { createUser, updateUser } from "#main/desk/commands/users.ts";
import { deskSetup, userViewOf } from "#main/desk/queries/desk-status.ts";
import { goOnWithRun } from "#main/desk/commands/runs.ts";
import { explainEnrolment } from "#main/desk/queries/explain-enrolment.ts";
import { runViewOf } from "#main/desk/queries/runs.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { getRevision, listRevisions, workflowViewOf } from "#main/desk/queries/workflow-views.ts";
import type { UserTokenView } from "#shared/contract/people.ts";
import type { UserToken } from "#shared/model/setup/user.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { actorOf, base, type CoreContext, type RouterDeps } from "./implementer.ts";

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
    order: pipelines.order.handler(async ({ input, context: caller }) => ({
      items: (await orderPipelines(context, actorOf(deps, caller), input)).map((pipeline) => viewOf(pipeline)),
    })),
    duplicate: pipelines.duplicate.handler(async ({ input, context: caller }) =>
      viewOf(await duplicatePipeline(context, actorOf(deps, caller), input)),
    ),
    discard: pipelines.discard.handler(async ({ input, context: caller }) => {
      await discardPipeline(context, actorOf(deps, caller), input.id);
      return { discarded: true as const };
    }),
    remove: pipelines.remove.handler(async ({ input, context: caller }) => ({
      removed: await removePipeline(context, actorOf(deps, caller), input),
    })),
    undoRemove: pipelines.undoRemove.handler(async ({ input, context: caller }) =>
      viewOf(await undoRemovePipeline(context, actorOf(deps, caller), input.id)),
    ),
    removed: pipelines.removed.handler(() => ({ items: removedPipelines(context) })),
    addStage: pipelines.addStage.handler(async ({ input: { id, ...stage }, context: caller }) =>
      viewOf(await addStage(context, actorOf(deps, caller), id, stage)),
    ),
    updateStage: pipelines.updateStage.handler(async ({ input, context: caller }) =>
      viewOf(await updateStage(context, actorOf(deps, caller), input)),
    ),
    undoStageKind: pipelines.undoStageKind.handler(async ({ input, context: caller }) =>
      viewOf(await undoStageKind(context, actorOf(deps, caller), input)),
    ),
    orderStages: pipelines.orderStages.handler(async ({ input, context: caller }) =>
      viewOf(await orderStages(context, actorOf(deps, caller), input.id, input)),
    ),
    removeStage: pipelines.removeStage.handler(async ({ input, context: caller }) =>
      viewOf(await removeStage(context, actorOf(deps, caller), input)),
    ),
  };
}

export function workflowProcedures(deps: RouterDeps) {
  const { context, readers } = deps;
  const { workflows } = base;
  const seenBy = async (caller: CoreContext, work: (actor: Actor) => Promise<Workflow>) => {
    const actor = actorOf(deps, caller);
    return workflowViewOf(await work(actor), actor);
  };
  return {
    list: workflows.list.handler(({ input, context: caller }) => ({
      items: deskSetup(context, actorOf(deps, caller)).workflows.filter(
        ({ pipelineId }) => input.pipelineId === undefined || pipelineId === null || pipelineId === input.pipelineId,
      ),
    })),
    get: workflows.get.handler(({ input, context: caller }) =>
      workflowViewOf(context.setup.require("workflow", input.id), actorOf(deps, caller)),
    ),
    create: workflows.create.handler(({ input, context: caller }) =>
      seenBy(caller, (actor) => createWorkflow(context, actor, input)),
    ),
    stageCard: workflows.stageCard.handler(({ input, context: caller }) =>
      seenBy(caller, (actor) => stageCard(context, actor, input)),
    ),
    duplicate: workflows.duplicate.handler(({ input, context: caller }) =>
      seenBy(caller, (actor) => duplicateWorkflow(context, actor, input)),
    ),
    remove: workflows.remove.handler(async ({ input, context: caller }) => {
      const { unenrolled, namedBy } = await removeWorkflow(context, actorOf(deps, caller), input.id);
      return { unenrolled, namedBy: [...namedBy] };
    }),
    revisions: workflows.revisions.handler(({ input }) => ({ items: listRevisions(context, input.id) })),
    revision: workflows.revision.handler(({ input, context: caller }) =>
      getRevision(context, actorOf(deps, caller), input),
    ),
    restoreRevision: workflows.restoreRevision.handler(({ input, context: caller }) =>
      seenBy(caller, (actor) => restoreRevision(context, actor, input)),
    ),
    draft: workflows.draft.handler(({ input, context: caller }) => ({
      draft: findDraft(context, actorOf(deps, caller), input.id),
    })),
    saveDraft: workflows.saveDraft.handler(({ input, context: caller }) =>
      saveDraft(context, actorOf(deps, caller), input),
    ),
    discardDraft: workflows.discardDraft.handler(async ({ input, context: caller }) => ({
      discarded: await discardDraft(context, actorOf(deps, caller), input.id),
    })),
    moveRuns: workflows.moveRuns.handler(({ input, context: caller }) =>
      moveRuns(context, actorOf(deps, caller), input.id),
    ),
    retryRun: workflows.retryRun.handler(async ({ input, context: caller }) =>
      runViewOf(await goOnWithRun(context, actorOf(deps, caller), input.id, "retried")),
    ),
    skipStep: workflows.skipStep.handler(async ({ input, context: caller }) =>
      runViewOf(await goOnWithRun(context, actorOf(deps, caller), input.id, "skipped")),
    ),
    explain: workflows.explain.handler(({ input, signal }) =>
      explainEnrolment(context, input, (about) => readers.read("pastEvaluations", about, signal)),
    ),
    runs: workflows.runs.handler(({ input, signal }) => readers.read("runs", input, signal)),
    update: workflows.update.handler(async ({ input, context: caller }) => {
      const actor = actorOf(deps, caller);
      const { workflow, runs } = await updateWorkflow(context, actor, input);
      return { ...workflowViewOf(workflow, actor), ...(runs === undefined ? {} : { runs }) };
    }),
  };
}

function tokenViewOf({ id, name, createdAtEpochMs }: UserToken): UserTokenView {
  return { id, name, createdAtEpochMs };
}

export function userProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { users } = base;
  return {
    list: users.list.handler(() => ({ items: deskSetup(context).users })),
    create: users.create.handler(async ({ input, context: caller }) =>
      userViewOf(await createUser(context, actorOf(deps, caller), input)),
    ),
    tokens: users.tokens.handler(({ input, context: caller }) => ({
      items: listUserTokens(context, actorOf(deps, caller), input.id).map(tokenViewOf),
    })),
    createToken: users.createToken.handler(async ({ input, context: caller }) => {
      const { token, kept } = await createUserToken(context, actorOf(deps, caller), input);
      return { ...tokenViewOf(kept), token };
    }),
    removeToken: users.removeToken.handler(async ({ input, context: caller }) => {
      await removeUserToken(context, actorOf(deps, caller), input);
      return { removed: true as const };
    }),
    openWork: users.openWork.handler(({ input, context: caller }) =>
      openWorkOf(context, actorOf(deps, caller), input.id),
    ),
    leave: users.leave.handler(async ({ input, context: caller }) => {
      const actor = actorOf(deps, caller);
      const accounts = deps.accounts();
      // A team's server ends their sessions and devices with it.
      if (accounts) await accounts.deactivate(caller, input);
      else await leaveDesk(context, actor, input.id);
      return userViewOf(context.setup.require("user", input.id));
    }),
    comeBack: users.comeBack.handler(async ({ input, context: caller }) => {
      const actor = actorOf(deps, caller);
      const accounts = deps.accounts();
      if (accounts) await accounts.reactivate(caller, input);
      else await comeBack(context, actor, input.id);
      return userViewOf(context.setup.require("user", input.id));
    }),
    handOver: users.handOver.handler(({ input, context: caller }) => handOver(context, actorOf(deps, caller), input)),
    update: users.update.handler(async ({ input, context: caller }) =>
      userViewOf(await updateUser(context, actorOf(deps, caller), input)),
    ),
  };
}
