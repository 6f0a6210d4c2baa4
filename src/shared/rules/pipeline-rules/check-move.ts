import { notFound } from "../../errors/pipedesk-error.ts";
import type { Pipeline, Stage } from "../../model/setup/pipeline.ts";
import { BACKWARD_PERMISSIONS, mayMoveBackward } from "../access/permissions.ts";
import { checkEdit } from "./check-edit.ts";
import { checkRequiredProperties } from "./required-properties.ts";
import { openStages, stageOf } from "./stages.ts";
import { ALLOWED, standsAboveRules, type MoveActor, type MoveVerdict, type RuledTicket } from "./verdict.ts";

export type { MoveActor, MoveVerdict } from "./verdict.ts";

type RuledPipeline = Pick<Pipeline, "id" | "stages" | "rules">;

export type MoveCheck = {
  /** Where the ticket is; may be the target's own. */
  readonly fromPipeline: RuledPipeline;
  readonly fromStageId: string;
  /** The target's pipeline: its G1, G2 and G4 apply. */
  readonly pipeline: RuledPipeline;
  readonly toStageId: string;
  /** With the values that the move itself sets (G4). Setting them is an edit: `checkEdit` answers for it, by the owner before (G5). */
  readonly ticket: RuledTicket;
  readonly actor: MoveActor;
};

/**
 * Section G for one move. A ticket's way is the open stages in their order, and then any closed stage, wherever it stands on the board.
 *
 * - G5 (of the pipeline that the ticket is in): whoever may not edit it in its closed stage may not move it out either.
 * - G1: a move to an earlier open stage is refused; from a closed stage every open one is earlier, so reopening by hand is a move backward.
 * - G2: a move may not leave out an open stage: from each the next one is allowed, a closed stage from the last. Going back and going from
 *   one closed stage to another leave nothing out.
 * - G4: the stage's required properties.
 *
 * G1 and G2 compare places in one pipeline: a ticket that comes from another pipeline, or from a stage that was deleted, begins anew.
 * Staying where it is, is allowed. Throws PD_DESK_NOT_FOUND for a stage that the target pipeline has not.
 * @rule G1, G2
 */
export function checkMove(move: MoveCheck): MoveVerdict {
  const to = stageOf(move.pipeline, move.toStageId);
  if (to === undefined) throw notFound("stage", move.toStageId);
  const samePipeline = move.fromPipeline.id === move.pipeline.id;
  if (standsAboveRules(move.actor) || (samePipeline && move.fromStageId === to.id)) return ALLOWED;

  const edit = checkEdit({
    pipeline: move.fromPipeline,
    stageId: move.fromStageId,
    ownerId: move.ticket.ownerId,
    actor: move.actor,
  });
  if (!edit.allowed) return edit;
  const from = samePipeline ? stageOf(move.pipeline, move.fromStageId) : undefined;
  if (from !== undefined) {
    const order = checkOrder(move, from, to);
    if (!order.allowed) return order;
  }
  return checkRequiredProperties(move.pipeline, to.id, move.ticket);
}

function checkOrder({ pipeline, actor }: MoveCheck, from: Stage, to: Stage): MoveVerdict {
  const way = openStages(pipeline);
  const fromPlace = placeOf(way, from);
  const toPlace = placeOf(way, to);
  if (
    toPlace < fromPlace &&
    pipeline.rules.preventBackward &&
    !(actor.kind === "user" && mayMoveBackward(actor.permissions))
  ) {
    return { allowed: false, rule: "G1", reason: "rule.G1.backward", missing: [...BACKWARD_PERMISSIONS] };
  }
  if (toPlace > fromPlace + 1 && pipeline.rules.preventSkipping) {
    const next = way.slice(fromPlace + 1, fromPlace + 2);
    return { allowed: false, rule: "G2", reason: "rule.G2.skipping", missing: next.map((stage) => stage.id) };
  }
  return ALLOWED;
}

/** How far along the way a stage is; all closed stages share the place after the last open one. */
function placeOf(way: readonly Stage[], stage: Stage): number {
  return stage.kind === "closed" ? way.length : way.indexOf(stage);
}
