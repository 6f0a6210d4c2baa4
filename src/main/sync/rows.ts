import type { ReplicatedCollection } from "#shared/sync/collections.ts";
import type { WireRow } from "#shared/sync/protocol.ts";
import type { ChangedRow } from "#main/store/replication/replication-log.ts";

/** A document from elsewhere, without what its storage kept beside it. */
export type IncomingRow = {
  readonly collection: ReplicatedCollection;
  readonly document: { readonly id: string } & Readonly<Record<string, unknown>>;
  readonly isDeleted: boolean;
  /** The number of the commit by which it was written there. */
  readonly commit: number;
};

/** JSON of a row as it goes out: the document is not parsed for it. */
export function wireTextOf({ collection, commit, data }: ChangedRow): string {
  return `{"c":"${collection}","n":${commit},"d":${data}}`;
}

export function incomingOf({ c, n, d }: WireRow): IncomingRow {
  const { _meta, _rev, _attachments, _deleted, ...document } = d;
  return { collection: c, document, isDeleted: _deleted === true, commit: n };
}
