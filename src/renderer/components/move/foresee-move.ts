import type { DeskSetup } from "#shared/contract/desk.ts";
import type { UserView } from "#shared/contract/people.ts";
import type { TicketCard, TicketView } from "#shared/contract/views.ts";
import { checkMove, type MoveVerdict } from "#shared/rules/pipeline-rules/check-move.ts";
import { ALLOWED } from "#shared/rules/pipeline-rules/verdict.ts";
import type { MoveTarget } from "../../state/pending-move.ts";

/** A ticket as far as moving it goes: a card of the board or an opened ticket. */
export type Movable = Pick<
  TicketCard | TicketView,
  "id" | "number" | "subject" | "pipelineId" | "stageId" | "priority" | "ownerId" | "dueAtEpochMs" | "tags" | "values"
>;

/**
 * What the core will say to a move, by the same rules (section G), so that a refusal is shown while dragging and not after dropping. The core
 * decides all the same: what isn't known here is allowed here.
 */
export function foreseeMove(
  ticket: Movable,
  target: MoveTarget,
  setup: DeskSetup,
  me: UserView | undefined,
): MoveVerdict {
  const pipeline = setup.pipelines.find(({ id }) => id === target.pipelineId);
  const fromPipeline = setup.pipelines.find(({ id }) => id === ticket.pipelineId);
  if (
    me === undefined ||
    pipeline?.stages.every(({ id }) => id !== target.stageId) !== false ||
    fromPipeline === undefined
  )
    return ALLOWED;
  const { subject, priority, ownerId, dueAtEpochMs, tags } = { ...ticket, ...target.properties };
  return checkMove({
    fromPipeline,
    fromStageId: ticket.stageId,
    pipeline,
    toStageId: target.stageId,
    ticket: {
      subject: subject ?? ticket.subject,
      priority: priority ?? null,
      ownerId: ownerId ?? null,
      dueAtEpochMs: dueAtEpochMs ?? null,
      tags: tags ?? [],
      values: { ...ticket.values, ...target.properties?.values },
    },
    actor: { kind: "user", userId: me.id, permissions: me.permissions },
  });
}
