/** How views look into a ticket in SQL: by expressions that the index `tickets of views` holds, so that SQLite reads it in place of the documents. */
import { tableOf, type IndexMaker, type RawDialect, type RawValue } from "../raw-reads.ts";

/** A piece of SQL with the values of its question marks. */
export type SqlPart = { readonly text: string; readonly values: readonly RawValue[] };

/** Properties that have a key column beside the document. */
const KEY_TEXTS: ReadonlySet<string> = new Set(["pipelineId", "stageId"]);
const KEY_NUMBERS: ReadonlySet<string> = new Set(["lastActivityAtEpochMs", "number"]);

/** A ticket's text property; null where it is unknown. */
export function textOf(dialect: RawDialect, property: string): string {
  return KEY_TEXTS.has(property) ? dialect.keyText(property) : dialect.text(property);
}

/** A ticket's numeric property; null where it is unknown. */
export function numberOf(dialect: RawDialect, property: string): string {
  if (dialect.name !== "sqlite" || !KEY_NUMBERS.has(property)) return dialect.number(property);
  // What is null in the document is minus infinity in its column.
  return `nullif("k.${property}", -9e999)`;
}

/** Which tickets any view may show: none that was merged into another, lies in the trash, or is spam. */
export function isListed(dialect: RawDialect): string {
  return `deleted = 0 AND ${dialect.text("mergedIntoTicketId")} IS NULL AND ${dialect.text("aside.as")} IS NULL`;
}

const INDEX = "tickets in views";

/**
 * What the usual conditions and sorts ask for, in the order of the latest activity: a view's page and its count read this alone. PostgreSQL can't read expressions from an index
 * without looking at the row too; there it would only cost writing.
 */
export function createViewIndex({ dialect, exec }: IndexMaker): void {
  if (dialect.name !== "sqlite") return;
  const columns = [
    '"k.lastActivityAtEpochMs"',
    "id",
    '"k.stageId"',
    '"k.pipelineId"',
    '"k.number"',
    ...["ownerId", "priority", "source"].map((property) => dialect.text(property)),
    ...["dueAtEpochMs", "closedAtEpochMs", "createdAtEpochMs", "snoozedUntilEpochMs"].map((property) =>
      dialect.number(property),
    ),
    dialect.isTrue("unread"),
    // What the index's own condition asks, too: without it SQLite looks for that in the row, and reads each document.
    "deleted",
    ...["mergedIntoTicketId", "aside.as"].map((property) => dialect.text(property)),
  ];
  // As an older program made it, without the time that a ticket is snoozed until.
  exec('DROP INDEX IF EXISTS "tickets of views"');
  exec(
    `CREATE INDEX IF NOT EXISTS "${INDEX}" ON ${tableOf("tickets")} (${columns.join(", ")}) WHERE ${isListed(dialect)}`,
  );
}

/** Where a view's tickets are read from. */
export function listedTickets(dialect: RawDialect): string {
  return `${tableOf("tickets")} ${dialect.indexedBy(INDEX)} WHERE ${isListed(dialect)}`;
}
