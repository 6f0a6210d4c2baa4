import type { Activity } from "#shared/model/activity.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { presentStageId } from "#shared/rules/pipeline-rules/successor.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { moveTicket } from "../ticket-changes/move-ticket.ts";
import { draftOf, type ChangeOrigin } from "../ticket-changes/ticket-draft.ts";

type StageChange = Activity & { body: Extract<Activity["body"], { type: "ticket.stage-changed" }> };

/**
 * Moves the ticket back to where the mail's own D1 run took it from, if nothing moved it since. It was never rightly there, so the rules of
 * section G have no say in it.
 */
export async function takeBackStatus(
  context: DeskContext,
  piece: PieceOfWork,
  { ticketId, messageId }: Pick<OutboxItem, "ticketId" | "messageId">,
  origin: ChangeOrigin,
): Promise<void> {
  const ticket = ticketId === null ? null : await piece.tickets.get(ticketId);
  if (!ticket || ticketId === null) return;
  const activities = await context.store.activities.find({
    selector: { ticketId },
    sort: [{ stamp: "asc" }, { id: "asc" }],
  });
  const sent = activities.find(({ body }) => body.type === "message.sent" && body.messageId === messageId);
  const last = activities.findLast((activity): activity is typeof activity & StageChange => isStageChange(activity));
  if (!sent || last?.cause.kind !== "workflow") return;
  const run = await context.store.runs.get(last.cause.runId);
  const { from, to } = last.body;
  const isThere = ticket.pipelineId === to.pipelineId && ticket.stageId === to.stageId;
  if (run?.eventId !== sent.id || !isThere) return;
  const pipelines = {
    from: context.setup.find("pipeline", to.pipelineId),
    to: context.setup.find("pipeline", from.pipelineId),
  };
  // It may have been deleted since: then to where its tickets went.
  const stageId = pipelines.to && presentStageId(pipelines.to, from.stageId);
  if (!pipelines.from || !pipelines.to || stageId === null) return;
  const draft = draftOf(ticket, origin);
  moveTicket(
    draft,
    { from: pipelines.from, to: pipelines.to },
    { ...from, stageId },
    { kind: "automation", overridesRules: true },
  );
  await piece.change(draft);
}

function isStageChange(activity: Activity): boolean {
  return activity.body.type === "ticket.stage-changed";
}
