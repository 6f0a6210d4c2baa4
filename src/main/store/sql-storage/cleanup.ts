import { now } from "rxdb";
import type { AttachmentStore } from "./attachments.ts";
import type { Connection } from "./connection.ts";
import { CLEANUP_BUDGET_MS, PURGED_PER_TRANSACTION } from "./limits.ts";
import { quote, type TableLayout } from "./layout.ts";

/**
 * Purges documents that have been deleted for at least `minimumDeletedMs`, oldest first.
 *
 * @returns false when there are more than fit the time a call may block its thread
 */
export function purgeDeleted(
  connection: Connection,
  layout: TableLayout,
  attachments: AttachmentStore | undefined,
  minimumDeletedMs: number,
): boolean {
  const deletedBefore = now() - minimumDeletedMs;
  const stopAt = performance.now() + CLEANUP_BUDGET_MS;
  const table = quote(layout.name);
  const find = `SELECT n, id FROM ${table} WHERE deleted = 1 AND lwt <= ? ORDER BY lwt LIMIT ${PURGED_PER_TRANSACTION}`;
  for (;;) {
    const purged = connection.transaction(() => {
      const rows = connection.all(find, deletedBefore);
      if (rows.length === 0) return 0;
      connection.run(
        `DELETE FROM ${table} WHERE n IN (SELECT value FROM json_each(?))`,
        JSON.stringify(rows.map(([n]) => Number(n))),
      );
      attachments?.removeOrphans(rows.map(([, id]) => String(id)));
      return rows.length;
    });
    if (purged < PURGED_PER_TRANSACTION) return true;
    if (performance.now() >= stopAt) return false;
  }
}
