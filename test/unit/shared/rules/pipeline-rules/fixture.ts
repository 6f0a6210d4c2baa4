import { PipelineId, StageId, UserId } from "#shared/model/ids.ts";
import type { Pipeline, PipelineRules, StageKind } from "#shared/model/setup/pipeline.ts";
import type { Permission } from "#shared/model/setup/user.ts";
import type { MoveActor, RuledTicket } from "#shared/rules/pipeline-rules/verdict.ts";

export const FREE: PipelineRules = {
  preventBackward: false,
  preventSkipping: false,
  newTicketStageIds: null,
  requiredProperties: {},
  closedEditors: "everyone",
};

/** Stages by id in board order; an id that begins with "closed" is of that kind. */
export function pipelineOf(stageIds: readonly string[], rules: Partial<PipelineRules> = {}, id = "support"): Pipeline {
  const kindOf = (stageId: string): StageKind => (stageId.startsWith("closed") ? "closed" : "open");
  return {
    id: PipelineId.parse(id),
    kind: "pipeline",
    name: "Support",
    order: 0,
    stages: stageIds.map((stageId) => ({
      id: StageId.parse(stageId),
      name: stageId,
      kind: kindOf(stageId),
      colour: "blue",
    })),
    closeDate: { setOnClose: true, clearOnReopen: true },
    reopen: { kind: "first-open-stage" },
    rules: { ...FREE, ...rules },
    createdAtEpochMs: 0,
    stamps: {},
  };
}

export function userWith(...permissions: Permission[]): MoveActor {
  return { kind: "user", userId: UserId.parse("ada"), permissions };
}

export const AUTOMATION: MoveActor = { kind: "automation", overridesRules: false };
export const OVERRIDING_AUTOMATION: MoveActor = { kind: "automation", overridesRules: true };
export const REOPENING: MoveActor = { kind: "rule", rule: "D6" };

export const BARE_TICKET: RuledTicket = {
  subject: "Torn strap",
  priority: null,
  ownerId: null,
  dueAtEpochMs: null,
  tags: [],
};
export const FULL_TICKET: RuledTicket = {
  subject: "Torn strap",
  priority: "low",
  ownerId: UserId.parse("ada"),
  dueAtEpochMs: 1,
  tags: ["warranty"],
};
