import { EventId, OutboxItemId, RunId, TicketId } from "#shared/model/ids.ts";
import type { IncomingRow } from "./rows.ts";

/** What arrived, by what the host of automation looks at. */
export type Arrived = {
  readonly ticketIds: readonly TicketId[];
  readonly activityIds: readonly EventId[];
  readonly runIds: readonly RunId[];
  readonly outboxIds: readonly OutboxItemId[];
};

/** @param fresh those of which nothing was known: what happened is told once */
export function arrivedOf(rows: readonly IncomingRow[], fresh: ReadonlySet<IncomingRow>): Arrived {
  const idsOf = (collection: IncomingRow["collection"], isWanted: (row: IncomingRow) => boolean = () => true) =>
    rows
      .filter((row) => row.collection === collection && !row.isDeleted && isWanted(row))
      .map(({ document }) => document.id);
  const ticketIds = new Set([
    ...idsOf("tickets"),
    ...rows.filter(({ collection }) => collection === "runs").map(({ document }) => String(document["ticketId"])),
  ]);
  return {
    ticketIds: Array.from(ticketIds, (id) => TicketId.parse(id)),
    activityIds: idsOf("activities", (row) => fresh.has(row)).map((id) => EventId.parse(id)),
    runIds: idsOf("runs").map((id) => RunId.parse(id)),
    outboxIds: idsOf("outbox", (row) => fresh.has(row)).map((id) => OutboxItemId.parse(id)),
  };
}
