import type { CategorizeBulkWriteRowsOutput } from "rxdb";
import type { LoadedAttachments } from "../attachments.ts";
import { SqlStorageError, SqlStorageErrorCode } from "../errors.ts";
import { attachmentTableName, quote, type TableLayout } from "../layout.ts";
import type { PgDatabase } from "./database.ts";
import { pgText } from "./text.ts";

/** Keeps the data of the attachments of one table in a table beside it. */
export class PgAttachments {
  readonly #database: PgDatabase;
  readonly #table: string;

  constructor(database: PgDatabase, layout: TableLayout) {
    this.#database = database;
    this.#table = quote(attachmentTableName(layout));
  }

  /** Part of the write's transaction. */
  async apply<Doc>(categorized: CategorizeBulkWriteRowsOutput<Doc>, loaded: LoadedAttachments): Promise<void> {
    const upsert = `INSERT INTO ${this.#table} (document, attachment, digest, type, data) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (document, attachment) DO UPDATE SET digest = excluded.digest, type = excluded.type, data = excluded.data`;
    const refused = new Set(categorized.errors.map((error) => error.documentId));
    for (const change of [...categorized.attachmentsAdd, ...categorized.attachmentsUpdate]) {
      if (refused.has(change.documentId)) continue;
      const { attachmentData } = change;
      const bytes = loaded.get(attachmentData.data) ?? new Uint8Array();
      const keys = [pgText(change.documentId), pgText(change.attachmentId)];
      await this.#database.run(upsert, [...keys, change.digest, attachmentData.type, bytes]);
    }
    for (const { documentId, attachmentId } of categorized.attachmentsRemove)
      await this.#database.run(`DELETE FROM ${this.#table} WHERE document = $1 AND attachment = $2`, [
        pgText(documentId),
        pgText(attachmentId),
      ]);
  }

  /** @throws SqlStorageError NO_SUCH_ATTACHMENT when it is gone or its content has another digest. */
  async read(documentId: string, attachmentId: string, digest: string): Promise<Blob> {
    const [row] = await this.#database.rows(
      `SELECT type, data FROM ${this.#table} WHERE document = $1 AND attachment = $2 AND digest = $3`,
      [pgText(documentId), pgText(attachmentId), digest],
    );
    if (row) return new Blob([new Uint8Array(row[1] as Uint8Array)], { type: String(row[0]) });
    throw new SqlStorageError(
      SqlStorageErrorCode.noSuchAttachment,
      `The attachment "${attachmentId}" of "${documentId}" does not exist.`,
    );
  }

  /** The attachments of documents that no longer exist at all. @param documents as the table holds their ids */
  async removeOrphans(documents: readonly string[]): Promise<void> {
    await this.#database.run(`DELETE FROM ${this.#table} WHERE document = ANY($1::text[])`, [documents]);
  }
}
