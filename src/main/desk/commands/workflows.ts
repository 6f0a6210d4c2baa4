import { isDeepStrictEqual } from "node:util";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { UpdatedWorkflow, WhenOff } from "#shared/contract/workflows.ts";
import { hideTokens, withTokens } from "#shared/automation/secret-parts.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { WorkflowId, type PipelineId } from "#shared/model/ids.ts";
import { MAX_WORKFLOW_NAME_CHARACTERS, type Workflow } from "#shared/automation/documents/workflow.ts";
import type { Stored } from "#main/store/repository.ts";
import type { Actor, DeskContext } from "../context.ts";
import { cardStageOf, invalid, requireFitting } from "../definition-fits.ts";
import { derivedId } from "../derived-ids.ts";
import { newWebhookToken } from "../webhook-token.ts";
import { endHeldRuns, runsIn, whenOffAfter } from "./when-off.ts";
import { addSetup, removeSetup } from "./change-setup.ts";
import { requireStayingPipeline } from "./pipeline-removal/remove-pipeline.ts";
import { requireAutomationAccess } from "./command.ts";
import { storedDraft } from "./workflow-drafts.ts";
import { writeWorkflow } from "./write-workflow.ts";

export { cardStageOf, invalid, requireFitting } from "../definition-fits.ts";

export type UpdateWorkflowInput = {
  readonly id: WorkflowId;
  readonly enabled?: boolean | undefined;
  /** Of runs in it, where it is off (F11b). */
  readonly runs?: WhenOff | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly pipelineId?: PipelineId | null | undefined;
  readonly overridesRules?: boolean | undefined;
  readonly definition?: WorkflowDefinition | undefined;
  readonly basedOnRevision?: number | undefined;
  /** The actor's draft goes in the same write. */
  readonly publishesDraft?: boolean | undefined;
};

/**
 * The definition that is replaced is kept as a revision: tickets that are in the workflow go on in it (F8). What does not fit the desk any more can't be
 * switched on, and can be switched off.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID with the paths of what does not fit, PD_STORE_CONFLICT where somebody else
 *   made a revision since `basedOnRevision`
 */
export async function updateWorkflow(
  context: DeskContext,
  actor: Actor,
  input: UpdateWorkflowInput,
): Promise<{ readonly workflow: Workflow; readonly runs?: UpdatedWorkflow["runs"] }> {
  requireAutomationAccess(actor);
  const updated = await context.queue.run(async () => {
    const wasOn = context.setup.require("workflow", input.id).enabled;
    const workflow = await updateInQueue(context, actor, input);
    const draft = input.publishesDraft ? storedDraft(context, input.id, actor.user.id) : null;
    if (draft !== null) await removeSetup(context, [draft]);
    // Said where it is switched off, and where somebody says what shall become of them.
    const isTold = !workflow.enabled && (wasOn || input.runs !== undefined);
    return { workflow, inIt: isTold ? await runsIn(context, workflow.id) : 0 };
  });
  const runs = { inIt: updated.inIt, become: updated.workflow.whenOff ?? "finish" } as const;
  if (updated.workflow.whenOff === "end") await endHeldRuns(context, input.id);
  const workflow = context.setup.require("workflow", input.id);
  return runs.inIt === 0 ? { workflow } : { workflow, runs };
}

/** For commands that run in the queue already. Throws as `updateWorkflow`. */
export async function updateInQueue(
  context: DeskContext,
  actor: Actor,
  input: UpdateWorkflowInput,
): Promise<Stored<Workflow>> {
  const workflow = context.setup.require("workflow", input.id);
  requireBasis(workflow, input.basedOnRevision);
  const pipelineId = input.pipelineId === undefined ? workflow.pipelineId : input.pipelineId;
  if (pipelineId !== workflow.pipelineId) requireMovable(context, workflow, pipelineId);
  const given = input.definition && withTokens(input.definition, workflow.definition, newWebhookToken);
  const definition = given && !isDeepStrictEqual(given, workflow.definition) ? given : undefined;
  const enabled = input.enabled ?? workflow.enabled;
  const isSwitchedOn = enabled && !workflow.enabled;
  if (enabled && input.runs !== undefined)
    throw invalid("Runs of a workflow that is on go on.", [{ path: "runs", message: "switched-on" }]);
  const whenOff = enabled ? undefined : await whenOffAfter(context, workflow, input.runs);
  if (definition || isSwitchedOn || pipelineId !== workflow.pipelineId)
    requireFitting(context, { ...workflow, pipelineId }, definition ?? workflow.definition);
  await writeWorkflow(context, actor, workflow, {
    enabled,
    whenOff,
    pipelineId,
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.overridesRules === undefined ? {} : { overridesRules: input.overridesRules }),
    ...(definition === undefined ? {} : { definition }),
  });
  return context.setup.require("workflow", input.id);
}

export type CreateWorkflowInput = Pick<Workflow, "name" | "description" | "pipelineId" | "enabled" | "definition"> & {
  /** Default: rules bind it. */
  readonly overridesRules?: boolean | undefined;
  /** `stage`: a status card (E1). Default: `user`. */
  readonly origin?: "user" | "stage" | undefined;
};

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID with the paths of what does not fit */
export function createWorkflow(context: DeskContext, actor: Actor, input: CreateWorkflowInput): Promise<Workflow> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const workflow = newWorkflow(context, actor, input);
    if (input.pipelineId !== null) requireStayingPipeline(context, input.pipelineId);
    if (workflow.origin === "stage") requireFreeCard(context, workflow);
    requireFitting(context, workflow, workflow.definition);
    await addSetup(context, [workflow]);
    return context.setup.require("workflow", workflow.id);
  });
}

/** A workflow as it is when it is made, at the end of the list. Call inside the queue. */
export function newWorkflow(
  context: DeskContext,
  actor: Actor,
  { overridesRules = false, origin = "user", ...input }: CreateWorkflowInput,
  id = WorkflowId.parse(derivedId("w", context.nextStamp())),
): Workflow {
  const last = context.setup.all("workflow").reduce((highest, { order }) => Math.max(highest, order), 0);
  const nowEpochMs = context.clock.nowEpochMs();
  return {
    ...input,
    definition: withTokens(input.definition, null, newWebhookToken),
    id,
    kind: "workflow",
    origin,
    template: null,
    order: last + 1,
    overridesRules,
    revision: 1,
    ...(input.enabled ? { enabledAtEpochMs: nowEpochMs } : {}),
    createdBy: actor.user.id,
    createdAtEpochMs: nowEpochMs,
    stamps: {},
  };
}

/** The copy is a workflow made by hand, switched off, with addresses of its own. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND */
export function duplicateWorkflow(
  context: DeskContext,
  actor: Actor,
  input: { readonly id: WorkflowId; readonly name?: string | undefined },
): Promise<Workflow> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const { name, description, pipelineId, overridesRules, definition } = context.setup.require("workflow", input.id);
    const copy = newWorkflow(context, actor, {
      name: input.name ?? freeName(context, name),
      description,
      pipelineId,
      overridesRules,
      enabled: false,
      definition: withTokens(hideTokens(definition), null, newWebhookToken),
    });
    await addSetup(context, [copy]);
    return context.setup.require("workflow", copy.id);
  });
}

function requireBasis(workflow: Workflow, basedOnRevision: number | undefined): void {
  if (basedOnRevision === undefined || basedOnRevision === workflow.revision) return;
  throw new PipedeskError("PD_STORE_CONFLICT", "Somebody else changed the workflow meanwhile.", {
    details: { what: "workflow", id: workflow.id, reason: String(workflow.revision) },
  });
}

/** Templates and status cards are their pipeline's. */
function requireMovable(context: DeskContext, workflow: Workflow, pipelineId: PipelineId | null): void {
  if (workflow.origin !== "user")
    throw invalid("This workflow stays with its pipeline.", [{ path: "pipelineId", message: workflow.origin }]);
  if (pipelineId !== null) requireStayingPipeline(context, pipelineId);
}

/** E1: one card for each stage. */
function requireFreeCard(context: DeskContext, card: Workflow): void {
  const stageId = cardStageOf(card);
  if (card.pipelineId === null)
    throw invalid("A status card is of one pipeline.", [{ path: "pipelineId", message: "null" }]);
  if (!context.setup.all("workflow").some((other) => cardStageOf(other) === stageId)) return;
  throw invalid("The status has its card already.", [
    { path: "definition.triggers.0.stageId", message: "card-exists" },
  ]);
}

function freeName({ setup }: DeskContext, name: string): string {
  const taken = new Set(setup.all("workflow").map((workflow) => workflow.name));
  for (let number = 2; ; number += 1) {
    const end = ` (${number})`;
    const free = name.slice(0, MAX_WORKFLOW_NAME_CHARACTERS - end.length) + end;
    if (!taken.has(free)) return free;
  }
}
