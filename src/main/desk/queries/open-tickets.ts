import type { TicketId } from "#shared/model/ids.ts";
import { ownerCounts } from "#main/store/owner-counts.ts";
import type { WorkDocuments } from "../automations.ts";
import type { ReadContext } from "../read-context.ts";

type Sources = Pick<ReadContext, "setup" | "store"> & {
  /** null: outside a piece of work. */ readonly documents: Pick<WorkDocuments, "tickets"> | null;
};

/** How many open tickets each user has now, what is decided and not written yet included. @param exceptId a ticket that is not counted; null: all are */
export async function openTicketsByOwner(
  { setup, store, documents }: Sources,
  exceptId: TicketId | null,
): Promise<Map<string, number>> {
  const open = new Set<string>(
    setup.pipelines().flatMap(({ stages }) => stages.filter(({ kind }) => kind === "open").map(({ id }) => id)),
  );
  const changed = (documents?.tickets?.changed() ?? []).filter(({ id }) => id !== exceptId);
  const counts = await ownerCounts(store.sql, Array.from(open), [
    ...(exceptId === null ? [] : [exceptId]),
    ...changed.map(({ id }) => id),
  ]);
  for (const { ownerId, stageId, aside } of changed)
    if (ownerId !== null && aside === undefined && open.has(stageId))
      counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
  return counts;
}
