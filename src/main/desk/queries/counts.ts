import type { DeskStatus, StageCounts } from "#shared/contract/desk.ts";
import type { PipelineId, UserId } from "#shared/model/ids.ts";
import type { OutboxState } from "#shared/model/outbox-item.ts";
import type { ReadContext } from "../read-context.ts";

/** Number of tickets per stage: each one a count over an index. */
export async function countStages(context: ReadContext, pipelineId?: PipelineId): Promise<StageCounts> {
  const pipelines = pipelineId ? [context.setup.require("pipeline", pipelineId)] : context.setup.pipelines();
  const counts: StageCounts = {};
  for (const pipeline of pipelines) {
    const ofPipeline: Record<string, number> = {};
    for (const { id } of pipeline.stages) {
      ofPipeline[id] = await context.store.tickets.count({ pipelineId: pipeline.id, stageId: id });
    }
    counts[pipeline.id] = ofPipeline;
  }
  return counts;
}

/** @param userId whose notifications are counted. */
export async function countDesk({ store }: ReadContext, userId: UserId): Promise<DeskStatus["counts"]> {
  const inState = (state: OutboxState) => store.outbox.count({ state });
  const [queued, sending, held, failed, unsure] = [
    await inState("queued"),
    await inState("sending"),
    await inState("held"),
    await inState("failed"),
    await inState("unsure"),
  ];
  return {
    tickets: await store.tickets.count({}),
    messages: await store.messages.count({}),
    contacts: await store.people.count({ kind: "contact" }),
    inbox: await store.conversations.count({ ticketId: null }),
    outbox: queued + sending + held,
    outboxNeedsPerson: held + failed + unsure,
    unreadNotifications: await store.inboxItems.count({ userId, read: false }),
  };
}
