import type { BulkWriteRow, CategorizeBulkWriteRowsOutput } from "rxdb";
import type { Connection } from "./connection.ts";
import { SqlStorageError, SqlStorageErrorCode } from "./errors.ts";
import { encodeText } from "./keys.ts";
import { attachmentTableName, quote, type TableLayout } from "./layout.ts";

/** The bytes of the attachments of one bulk write, by the object that carried the blob. */
export type LoadedAttachments = ReadonlyMap<Blob, Uint8Array>;

export const NO_ATTACHMENTS: LoadedAttachments = new Map();

/** Reads the blobs of a bulk write. A blob can only be read asynchronously, so it is done before the transaction. */
export async function loadAttachments<Doc>(rows: readonly BulkWriteRow<Doc>[]): Promise<LoadedAttachments> {
  const loaded = new Map<Blob, Uint8Array>();
  for (const { document } of rows) {
    for (const attachment of Object.values(document._attachments)) {
      if (!("data" in attachment)) continue;
      loaded.set(attachment.data, new Uint8Array(await attachment.data.arrayBuffer()));
    }
  }
  return loaded;
}

/** Keeps the data of the attachments of one table in a table beside it. */
export class AttachmentStore {
  readonly #connection: Connection;
  readonly #table: string;

  constructor(connection: Connection, layout: TableLayout) {
    this.#connection = connection;
    this.#table = quote(attachmentTableName(layout));
  }

  /** Part of the write's transaction. */
  apply<Doc>(categorized: CategorizeBulkWriteRowsOutput<Doc>, loaded: LoadedAttachments): void {
    const upsert = `INSERT INTO ${this.#table} (document, attachment, digest, type, data) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (document, attachment) DO UPDATE SET digest = excluded.digest, type = excluded.type, data = excluded.data`;
    const refused = new Set(categorized.errors.map((error) => error.documentId));
    for (const change of [...categorized.attachmentsAdd, ...categorized.attachmentsUpdate]) {
      if (refused.has(change.documentId)) continue;
      const { attachmentData } = change;
      const bytes = loaded.get(attachmentData.data) ?? new Uint8Array();
      const keys = [encodeText(change.documentId), encodeText(change.attachmentId)] as const;
      this.#connection.run(upsert, ...keys, change.digest, attachmentData.type, bytes);
    }
    for (const { documentId, attachmentId } of categorized.attachmentsRemove) {
      const keys = [encodeText(documentId), encodeText(attachmentId)] as const;
      this.#connection.run(`DELETE FROM ${this.#table} WHERE document = ? AND attachment = ?`, ...keys);
    }
  }

  /** @throws SqlStorageError NO_SUCH_ATTACHMENT when it is gone or its content has another digest. */
  read(documentId: string, attachmentId: string, digest: string): Blob {
    const row = this.#connection.get(
      `SELECT type, data FROM ${this.#table} WHERE document = ? AND attachment = ? AND digest = ?`,
      encodeText(documentId),
      encodeText(attachmentId),
      digest,
    );
    if (!row) {
      throw new SqlStorageError(
        SqlStorageErrorCode.noSuchAttachment,
        `The attachment "${attachmentId}" of "${documentId}" does not exist.`,
      );
    }
    return new Blob([row[1] as Uint8Array<ArrayBuffer>], { type: String(row[0]) });
  }

  /** The attachments of documents that no longer exist at all. */
  removeOrphans(documents: readonly string[]): void {
    this.#connection.run(
      `DELETE FROM ${this.#table} WHERE document IN (SELECT value FROM json_each(?))`,
      JSON.stringify(documents),
    );
  }
}
