import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { StageId, type PipelineId, type TicketId } from "#shared/model/ids.ts";
import { MAX_STAGES, type Pipeline, type PipelineRules, type Stage } from "#shared/model/setup/pipeline.ts";
import { createPieceOfWork } from "../create-piece-of-work.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { requireUnchanged } from "../require-unchanged.ts";
import { moveTicket, requireStage } from "../ticket-changes/move-ticket.ts";
import { draftOf } from "../ticket-changes/ticket-draft.ts";
import { writeSetup } from "./change-setup.ts";
import { originOf, requireAutomationAccess } from "./command.ts";
import { requireOpenStage } from "./pipelines.ts";
import { releaseStage } from "./workflow-cards.ts";

/** Tickets moved in one piece when their stage is deleted: bounds the memory it takes. */
const MOVED_AT_ONCE = 200;

function changeStages(
  context: DeskContext,
  actor: Actor,
  id: PipelineId,
  change: (pipeline: Pipeline) => Stage[],
): Promise<Pipeline> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const pipeline = context.setup.require("pipeline", id);
    const stages = change(pipeline);
    requireOpenStage(stages);
    requireNotTooMany(stages);
    await writeSetup<Pipeline>(context, pipeline, { stages });
    return context.setup.require("pipeline", id);
  });
}

function requireNotTooMany(stages: readonly Stage[]): void {
  if (stages.length <= MAX_STAGES) return;
  throw new PipedeskError("PD_INPUT_INVALID", `A pipeline has up to ${MAX_STAGES} statuses.`, {
    details: { issues: [{ path: "stages", message: `A pipeline has up to ${MAX_STAGES} statuses.` }] },
  });
}

/** Adds a stage behind the last one of its kind. @throws PD_ACCESS_PERMISSION (A3) */
export function addStage(
  context: DeskContext,
  actor: Actor,
  id: PipelineId,
  given: Omit<Stage, "id">,
): Promise<Pipeline> {
  return changeStages(context, actor, id, ({ stages }) => {
    const stage: Stage = { ...given, id: StageId.parse(derivedId("s", id, context.nextStamp())) };
    const lastOfKind = stages.findLastIndex(({ kind }) => kind === stage.kind);
    const position = lastOfKind === -1 ? stages.length : lastOfKind + 1;
    return stages.toSpliced(position, 0, stage);
  });
}

/** @throws PD_PIPELINE_LAST_STAGE where no open stage would be left */
export function updateStage(
  context: DeskContext,
  actor: Actor,
  input: { readonly id: PipelineId; readonly stageId: StageId } & {
    readonly [Name in "name" | "kind" | "colour"]?: Stage[Name] | undefined;
  } & { readonly onlyIf?: { readonly [Name in "name" | "kind" | "colour"]?: Stage[Name] | undefined } | undefined },
): Promise<Pipeline> {
  return changeStages(context, actor, input.id, (pipeline) => {
    const before = requireStage(pipeline, input.stageId);
    requireUnchanged(before, input.onlyIf);
    const after: Stage = {
      ...before,
      name: input.name ?? before.name,
      kind: input.kind ?? before.kind,
      colour: input.colour ?? before.colour,
    };
    return pipeline.stages.map((stage) => (stage.id === before.id ? after : stage));
  });
}

/** @throws PD_INPUT_INVALID unless every stage is named exactly once */
export function orderStages(
  context: DeskContext,
  actor: Actor,
  id: PipelineId,
  {
    stageIds,
    onlyIf,
  }: { readonly stageIds: readonly StageId[]; readonly onlyIf?: { readonly stageIds: readonly StageId[] } | undefined },
): Promise<Pipeline> {
  return changeStages(context, actor, id, (pipeline) => {
    requireUnchanged({ stageIds: pipeline.stages.map((stage) => stage.id) }, onlyIf);
    const ordered = stageIds.map((stageId) => requireStage(pipeline, stageId));
    if (new Set(stageIds).size === stageIds.length && ordered.length === pipeline.stages.length) return ordered;
    throw new PipedeskError("PD_INPUT_INVALID", "The new order must name every status of the pipeline once.", {
      details: { issues: [{ path: "stageIds", message: "Name every status once." }] },
    });
  });
}

/**
 * Deletes a stage: its tickets move first (rules of section G do not stand in the way of an admin's clean-up), then workflows, channels and rules
 * that put tickets into it are pointed to where the tickets went (`releaseStage` says what becomes of those that wait for it), then the stage goes. A crash in between leaves a smaller stage, never a lost ticket.
 * @rule A2
 */
export function removeStage(
  context: DeskContext,
  actor: Actor,
  input: { readonly id: PipelineId; readonly stageId: StageId; readonly moveTicketsTo: StageId },
): Promise<Pipeline> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const pipeline = context.setup.require("pipeline", input.id);
    requireStage(pipeline, input.stageId);
    requireStage(pipeline, input.moveTicketsTo);
    const stages = pipeline.stages.filter(({ id }) => id !== input.stageId);
    if (input.moveTicketsTo === input.stageId) {
      throw new PipedeskError(
        "PD_PIPELINE_STAGE_IN_USE",
        "Choose another status for the tickets of the one that goes.",
      );
    }
    requireOpenStage(stages);
    await moveAllTickets(context, actor, pipeline, input.stageId, input.moveTicketsTo);
    await releaseStage(context, actor, input.stageId, input.moveTicketsTo);
    await redirectChannels(context, pipeline, input.stageId, input.moveTicketsTo);
    const current = context.setup.require("pipeline", input.id);
    await writeSetup<Pipeline>(context, current, { stages, rules: rulesWithout(current.rules, input.stageId) });
    return context.setup.require("pipeline", input.id);
  });
}

async function moveAllTickets(
  context: DeskContext,
  actor: Actor,
  pipeline: Pipeline,
  from: StageId,
  to: StageId,
): Promise<void> {
  for (;;) {
    const tickets = await context.store.tickets.find({
      selector: { pipelineId: pipeline.id, stageId: from },
      limit: MOVED_AT_ONCE,
    });
    if (tickets.length === 0) return;
    const piece = createPieceOfWork(context);
    await piece.tickets.load(tickets.map(({ id }: { id: TicketId }) => id));
    for (const ticket of tickets) {
      const draft = draftOf(ticket, originOf(context, actor));
      moveTicket(
        draft,
        { from: pipeline, to: pipeline },
        { pipelineId: pipeline.id, stageId: to },
        { kind: "automation", overridesRules: true },
      );
      await piece.change(draft);
    }
    await piece.flush();
  }
}

async function redirectChannels(context: DeskContext, pipeline: Pipeline, from: StageId, to: StageId): Promise<void> {
  for (const channel of context.setup.all("channel")) {
    if (channel.pipelineId === pipeline.id && channel.stageId === from)
      await writeSetup(context, channel, { stageId: to });
  }
}

function rulesWithout(rules: PipelineRules, stageId: StageId): PipelineRules {
  const allowed = rules.newTicketStageIds?.filter((id) => id !== stageId) ?? null;
  const requiredProperties = Object.fromEntries(
    Object.entries(rules.requiredProperties).filter(([id]) => id !== stageId),
  );
  return { ...rules, newTicketStageIds: allowed?.length === 0 ? null : allowed, requiredProperties };
}
