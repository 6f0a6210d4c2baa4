/**
 * Rows from elsewhere become the desk's: in one transaction, each merged with what is there. What comes out just as it came in bears the commit's first number; what had to be mixed with something that
 * the other side doesn't know yet bears a second one, so that it goes out to them again. So both sides tell by the number alone what the other has.
 */
import { canonicalJson } from "#shared/model/canonical-json.ts";
import { mergeCopies, type Copy } from "#shared/rules/merge/merge-copies.ts";
import { REPLICATED_COLLECTIONS, type ReplicatedCollection } from "#shared/sync/collections.ts";
import { mergeRuleOf } from "#main/store/collections.ts";
import type { Repository, Stored } from "#main/store/repository.ts";
import type { Store } from "#main/store/store.ts";
import type { IncomingRow } from "./rows.ts";

/** A collection seen without the type of its documents, which nothing here looks into. */
export type AnyRepository = Repository<{ id: string }>;

export function repositoryOf(store: Store, collection: ReplicatedCollection): AnyRepository {
  const repositories: Readonly<Record<ReplicatedCollection, unknown>> = store;
  return repositories[collection] as AnyRepository;
}

export type Adopted = {
  /** The number of what is now just as it came; null: everything was there already, or was mixed. */
  readonly asItCame: number | null;
  /** The number of what is now something else than what came; null: nothing is. */
  readonly mixed: number | null;
};

/** A document that was merged, before it is written. */
export type MergedRow = {
  readonly collection: ReplicatedCollection;
  readonly previous: Copy | null;
  readonly merged: Copy;
};

/** What the desk makes of a row beside merging it: another document in its place, and more of its own. Undefined: nothing. */
export type Amend = (row: MergedRow) => { readonly document: Copy; readonly beside: readonly OwnRow[] } | undefined;

/** A document of the desk's own that goes with what arrived. */
export type OwnRow = { readonly collection: ReplicatedCollection; readonly document: { readonly id: string } };

/** What is there under the ids of some rows, deleted or not. */
export type Copies = ReadonlyMap<ReplicatedCollection, ReadonlyMap<string, Stored<{ id: string }>>>;

export async function copiesOf(store: Store, rows: readonly IncomingRow[]): Promise<Copies> {
  const copies = new Map<ReplicatedCollection, Map<string, Stored<{ id: string }>>>();
  for (const collection of REPLICATED_COLLECTIONS) {
    const ids = rows.filter((row) => row.collection === collection).map(({ document }) => document.id);
    if (ids.length > 0) copies.set(collection, await repositoryOf(store, collection).copies(ids));
  }
  return copies;
}

/** The rows of which nothing was known. */
export function freshOf(rows: readonly IncomingRow[], copies: Copies): Set<IncomingRow> {
  return new Set(rows.filter(({ collection, document }) => copies.get(collection)?.has(document.id) !== true));
}

/**
 * Inside a transaction of the caller's.
 * @param rows at most one for each document
 * @param copies of these rows, read in the same transaction
 * @param asNew rows that take the place of the copy that is there, whatever that is
 * @throws PD_STORE_…
 */
export async function adoptRows(
  store: Store,
  rows: readonly IncomingRow[],
  copies: Copies,
  amend: Amend = () => undefined,
  asNew: ReadonlySet<IncomingRow> = new Set(),
): Promise<Adopted> {
  const asItCame: Write[] = [];
  const mixed: Write[] = [];
  for (const row of rows) {
    const { collection, document } = row;
    const previous = copies.get(collection)?.get(document.id) ?? null;
    const incoming = copyOf(row);
    const own = previous === null || asNew.has(row) ? null : plain(previous);
    const together = own === null ? incoming : mergeCopies(mergeRuleOf(collection), own, incoming);
    const amended = amend({ collection, previous: own, merged: together });
    const merged = amended?.document ?? together;
    for (const beside of amended?.beside ?? [])
      mixed.push({ collection: beside.collection, previous: null, next: beside.document, isDeleted: false });
    const write = { collection, previous, next: withoutMark(merged), isDeleted: merged._deleted === true };
    if (own === null) {
      (amended === undefined ? asItCame : mixed).push(write);
      continue;
    }
    const text = canonicalJson(merged);
    // What is there knows all that came: whoever sent that is sent this, or was already.
    if (text === canonicalJson(own)) continue;
    (text === canonicalJson(incoming) ? asItCame : mixed).push(write);
  }
  const adopted = { asItCame: await put(store, asItCame), mixed: await put(store, mixed) };
  // Whatever else is written in this transaction is nothing that the other side has.
  if (adopted.asItCame !== null) await store.renumber();
  return adopted;
}

type Write = {
  readonly collection: ReplicatedCollection;
  readonly previous: Stored<{ id: string }> | null;
  readonly next: { readonly id: string };
  readonly isDeleted: boolean;
};

async function put(store: Store, writes: readonly Write[]): Promise<number | null> {
  if (writes.length === 0) return null;
  const commit = await store.renumber();
  for (const collection of REPLICATED_COLLECTIONS) {
    const rows = writes.filter((write) => write.collection === collection);
    if (rows.length > 0) await repositoryOf(store, collection).adopt(rows);
  }
  return commit;
}

/** What came, as merging takes it. */
export function copyOf({ document, isDeleted }: Pick<IncomingRow, "document" | "isDeleted">): Copy {
  return isDeleted ? { ...document, _deleted: true } : document;
}

/** The document as it travels. */
export function plain(stored: Stored<{ id: string }>): Copy {
  const { _meta, _rev, _attachments, _deleted, ...document } = stored;
  return _deleted ? { ...document, _deleted: true } : document;
}

function withoutMark({ _deleted, ...document }: Copy): { readonly id: string } {
  return document;
}
