import type { SqlDialect } from "./dialect.ts";
import { parsePath } from "./paths.ts";
import type { ColumnMap } from "./source.ts";

export type SortPart = Readonly<Record<string, "asc" | "desc">>;

/**
 * The ORDER BY of a Mango sort, or undefined when only RxDB's comparator gives its order. A sort without the primary key (RxDB
 * leaves it out where the caller gave no sort) is completed with it, so that pages don't overlap.
 */
export function compileSort(
  dialect: SqlDialect,
  columns: ColumnMap,
  primaryPath: string,
  sort: readonly SortPart[],
): string | undefined {
  const terms: string[] = [];
  const seen = new Set<string>();
  for (const part of sort) {
    const [entry] = Object.entries(part);
    if (!entry) continue;
    const [dottedPath, direction] = entry;
    // Only the first mention of a property can decide.
    if (seen.has(dottedPath)) continue;
    seen.add(dottedPath);
    const key = sortKey(dialect, columns, dottedPath);
    if (key === undefined) return undefined;
    terms.push(direction === "desc" ? `${key} DESC` : key);
  }
  if (!seen.has(primaryPath)) terms.push(columns.get(primaryPath)?.column ?? "id");
  return terms.join(", ");
}

function sortKey(dialect: SqlDialect, columns: ColumnMap, dottedPath: string): string | undefined {
  const source = columns.get(dottedPath);
  if (source) return source.column;
  const path = parsePath(dottedPath);
  return path && dialect.sortKey({ kind: "json", base: dialect.document, path });
}
