import type { RxDocumentData } from "rxdb";
import { type SqlKey, sameKey } from "./keys.ts";
import { FIXED_COLUMNS, quote, type TableLayout } from "./layout.ts";
import { readKeys } from "./table.ts";

/** What a write may change beside the document itself, in the order in which `columnsOf` gives the values; the id is not among them. */
export function columnNames(layout: TableLayout): readonly string[] {
  return [...FIXED_COLUMNS.slice(1), ...layout.fields.map(({ column }) => quote(column))];
}

export function columnsOf<Doc>(layout: TableLayout, document: RxDocumentData<Doc>, commit: number): SqlKey[] {
  const { odd, keys } = readKeys(layout.fields, document);
  return [document._deleted ? 1 : 0, document._meta.lwt, odd, document._rev, commit, ...keys];
}

/**
 * Only the columns that changed: SQLite rewrites the entry of every index that a set column is part of.
 * @returns `assignments` for an UPDATE, each with its comma behind it, and their values
 */
export function changedColumns(
  names: readonly string[],
  now: readonly SqlKey[],
  before: readonly unknown[],
): { assignments: string; values: SqlKey[] } {
  let assignments = "";
  const values: SqlKey[] = [];
  now.forEach((value, index) => {
    if (sameKey(value, before[index])) return;
    assignments += `${names[index]} = ?, `;
    values.push(value);
  });
  return { assignments, values };
}
