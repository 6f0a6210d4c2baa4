import type { TicketCard } from "#shared/contract/views.ts";
import type { PipelineId, StageId } from "#shared/model/ids.ts";
import type { RequirableProperty } from "#shared/model/setup/pipeline.ts";
import { valuesAfter, type OwnValuesPatch } from "#shared/model/setup/property.ts";
import type { EditableTicketProperties } from "#shared/model/ticket.ts";

/** Values that a stage requires, set together with the move (G4). */
export type MoveProperties = {
  readonly [property in RequirableProperty]?: EditableTicketProperties[property] | undefined;
} & {
  /** Of the desk's own properties; null is none. */
  readonly values?: OwnValuesPatch | undefined;
};
export type MoveTarget = {
  readonly pipelineId: PipelineId;
  readonly stageId: StageId;
  readonly properties?: MoveProperties;
  /** Where the ticket must still be; absent: wherever it is. */
  readonly onlyIf?: { readonly pipelineId: PipelineId; readonly stageId: StageId };
};

export type PendingMove = {
  readonly to: MoveTarget;
  readonly atEpochMs: number;
  /** The ticket as the core last told it. */
  readonly core: TicketCard;
  /** The core has said yes; the live feed has yet to tell. */
  readonly granted: boolean;
  /** The live feed told this ticket since the move was asked for. */
  readonly told: boolean;
};

/** The card as it is shown while its move is pending. */
export function movedCard(move: PendingMove): TicketCard {
  const { values = {}, ...properties } = move.to.properties ?? {};
  const given = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
  return {
    ...move.core,
    ...given,
    ...valuesAfter(move.core.values, values),
    pipelineId: move.to.pipelineId,
    stageId: move.to.stageId,
    stageEnteredAtEpochMs: move.atEpochMs,
    lastActivityAtEpochMs: move.atEpochMs,
  };
}
