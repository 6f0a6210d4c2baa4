import type { StageCounts } from "#shared/contract/desk.ts";
import { overdueByStage } from "#main/store/grouped-counts.ts";
import type { ReadContext } from "../read-context.ts";

/** Pipeline → stage → tickets that were due before now and are not closed; stages without one are left out. */
export async function overdueTickets({ store, clock }: ReadContext): Promise<StageCounts> {
  const counts: Record<string, Record<string, number>> = {};
  for (const { pipelineId, stageId, count } of await overdueByStage(store.sql, clock.nowEpochMs()))
    (counts[pipelineId] ??= {})[stageId] = count;
  return counts;
}
