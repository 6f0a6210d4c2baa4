import type { StageCounts } from "#shared/contract/desk.ts";
import type { PipelineId } from "#shared/model/ids.ts";
import type { DeskContext } from "../context.ts";

/** Number of tickets per stage: each one a count over an index. */
export async function countStages(context: DeskContext, pipelineId?: PipelineId): Promise<StageCounts> {
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

export type DeskCounts = { tickets: number; messages: number; contacts: number; inbox: number; outbox: number };

export async function countDesk({ store }: DeskContext): Promise<DeskCounts> {
  return {
    tickets: await store.tickets.count({}),
    messages: await store.messages.count({}),
    contacts: await store.people.count({ kind: "contact" }),
    inbox: await store.conversations.count({ ticketId: null }),
    outbox: await store.outbox.count({ state: "queued" }),
  };
}
