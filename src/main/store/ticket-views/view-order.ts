/** The order of a view's tickets, in SQL. */
import type { ViewGrouping, ViewSort } from "#shared/automation/documents/saved-view.ts";
import { TicketPriority } from "#shared/model/ticket-priority.ts";
import type { RawDialect } from "../raw-reads.ts";
import { numberOf, textOf, type SqlPart } from "./ticket-columns.ts";

/** What ids that a view sorts by stand for, each list in its order. */
export type ViewRanks = { readonly stageIds: readonly string[]; readonly userIds: readonly string[] };

/** By which group a ticket stands; null: in none. Of several tags the one that it was given last. */
export function groupKeyOf(dialect: RawDialect, grouping: ViewGrouping): string {
  switch (grouping) {
    case "stage":
      return textOf(dialect, "stageId");
    case "pipeline":
      return textOf(dialect, "pipelineId");
    case "owner":
      return textOf(dialect, "ownerId");
    case "priority":
      return textOf(dialect, "priority");
    case "tag":
      return dialect.text("tags.-1");
  }
}

/** Groups in their order, first; what is in none of them comes last. */
export function groupOrder(key: string, groups: readonly string[]): SqlPart {
  const { text, values } = rankOf(key, groups);
  return { text: `coalesce(${text}, ${groups.length})`, values };
}

/** What is unknown comes last, in either direction; what is equal stands by its id, so that pages fit together. */
export function sortOrder(dialect: RawDialect, { column, direction }: ViewSort, ranks: ViewRanks): SqlPart {
  // Never unknown, and the order in which the index lies.
  if (column === "lastActivity") return { text: `"k.lastActivityAtEpochMs" ${direction}, id ${direction}`, values: [] };
  const { text, values } = sortedBy(dialect, column, ranks);
  return {
    text: `(${text}) IS NULL, ${text} ${direction}, id ${direction}`,
    values: [...values, ...values],
  };
}

function sortedBy(dialect: RawDialect, column: Exclude<ViewSort["column"], "lastActivity">, ranks: ViewRanks): SqlPart {
  const plain = (text: string): SqlPart => ({ text, values: [] });
  switch (column) {
    case "number":
      return plain(numberOf(dialect, "number"));
    case "subject":
      return plain(`lower(${textOf(dialect, "subject")})`);
    case "stage":
      return rankOf(textOf(dialect, "stageId"), ranks.stageIds);
    case "owner":
      return rankOf(textOf(dialect, "ownerId"), ranks.userIds);
    case "priority":
      return rankOf(textOf(dialect, "priority"), TicketPriority.options);
    case "due":
      return plain(numberOf(dialect, "dueAtEpochMs"));
    case "created":
      return plain(numberOf(dialect, "createdAtEpochMs"));
    case "closed":
      return plain(numberOf(dialect, "closedAtEpochMs"));
    case "messages":
      return plain(numberOf(dialect, "messageCount"));
  }
}

function rankOf(text: string, ids: readonly string[]): SqlPart {
  if (ids.length === 0) return { text: "CAST(NULL AS integer)", values: [] };
  const whens = ids.map((_, rank) => `WHEN ? THEN ${rank}`).join(" ");
  return { text: `CASE ${text} ${whens} END`, values: ids };
}
