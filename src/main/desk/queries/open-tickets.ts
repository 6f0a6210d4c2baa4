import type { TicketId } from "#shared/model/ids.ts";
import { ownerCounts } from "#main/store/owner-counts.ts";
import type { WorkDocuments } from "../automations.ts";
import type { DeskContext } from "../context.ts";

type Sources = Pick<DeskContext, "setup" | "store"> & { readonly documents: Pick<WorkDocuments, "tickets"> };

/** How many open tickets each user has now, what is decided and not written yet included. @param exceptId a ticket that is not counted */
export function openTicketsByOwner({ setup, store, documents }: Sources, exceptId: TicketId): Map<string, number> {
  const open = setup
    .pipelines()
    .flatMap((pipeline) =>
      pipeline.stages.filter(({ kind }) => kind === "open").map(({ id }) => ({ pipelineId: pipeline.id, stageId: id })),
    );
  const openStages = new Set<string>(open.map(({ stageId }) => stageId));
  const changed = (documents.tickets?.changed() ?? []).filter(({ id }) => id !== exceptId);
  const counts = ownerCounts(store.sql, open, [exceptId, ...changed.map(({ id }) => id)]);
  for (const { ownerId, stageId } of changed)
    if (ownerId !== null && openStages.has(stageId)) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
  return counts;
}
