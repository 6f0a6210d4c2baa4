import type { Pipeline } from "../../model/setup/pipeline.ts";
import { checkRequiredProperties } from "./required-properties.ts";
import { ALLOWED, standsAboveRules, type MoveActor, type MoveVerdict, type RuledTicket } from "./verdict.ts";

export type CreateCheck = {
  readonly pipeline: Pick<Pipeline, "rules">;
  readonly stageId: string;
  readonly ticket: RuledTicket;
  readonly actor: MoveActor;
};

/**
 * G3 and G4 for a new ticket: only in the chosen stages, and with what its stage requires. No permission lifts either.
 * @rule G3
 */
export function checkCreate({ pipeline, stageId, ticket, actor }: CreateCheck): MoveVerdict {
  if (standsAboveRules(actor)) return ALLOWED;
  const start = checkStart(pipeline, stageId);
  return start.allowed ? checkRequiredProperties(pipeline, stageId, ticket) : start;
}

/** G3 alone: for what names a stage for tickets to come, as a channel does. */
export function checkStart(pipeline: Pick<Pipeline, "rules">, stageId: string): MoveVerdict {
  if (mayBeginIn(pipeline, stageId)) return ALLOWED;
  return {
    allowed: false,
    rule: "G3",
    reason: "rule.G3.stage",
    missing: [...(pipeline.rules.newTicketStageIds ?? [])],
  };
}

/** Whether new tickets may begin in the stage (G3). */
export function mayBeginIn({ rules }: Pick<Pipeline, "rules">, stageId: string): boolean {
  return rules.newTicketStageIds?.some((id) => id === stageId) ?? true;
}
