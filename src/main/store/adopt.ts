import type { BulkWriteRow, RxDocumentData } from "rxdb";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";

type Document = { id: string };
type Row = { readonly written: number; readonly data: string };

/** Writes documents as they are, with their revisions. Those that are there stay. Part of the caller's transaction. */
export async function adoptDocuments(
  instance: {
    bulkWrite(
      rows: BulkWriteRow<Document>[],
      context: string,
    ): Promise<{ readonly error: readonly { readonly status: number }[] }>;
  },
  rows: readonly Row[],
): Promise<void> {
  const documents = rows.map(({ data }) => JSON.parse(data) as RxDocumentData<Document>);
  const { error } = await instance.bulkWrite(
    documents.map((document) => ({ document })),
    "adopted",
  );
  const other = error.find(({ status }) => status !== 409);
  if (other) throw new PipedeskError("PD_STORE_FAILED", "A document could not be taken over.", { cause: other });
}

/** Which commit wrote which document last. */
export function adoptedNumbers(rows: readonly Row[]): { readonly id: string; readonly written: number }[] {
  return rows.map(({ written, data }) => ({ id: (JSON.parse(data) as Document).id, written }));
}
