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
  const chosen = pipeline.rules.newTicketStageIds;
  if (chosen !== null && !chosen.some((id) => id === stageId)) {
    return { allowed: false, rule: "G3", reason: "rule.G3.stage", missing: [...chosen] };
  }
  return checkRequiredProperties(pipeline, stageId, ticket);
}
