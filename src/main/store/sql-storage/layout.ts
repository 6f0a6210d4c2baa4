import { getPrimaryFieldOfPrimaryKey, type RxDocumentData, type RxJsonSchema } from "rxdb";
import { keyReader, type ODD, type SqlKey } from "./keys.ts";
import { parsePath } from "./query/paths.ts";
import type { ColumnMap, ColumnSource } from "./query/source.ts";

/**
 * The columns every table has, before its key columns: `rev` is the document's revision, `written` the number of the commit that wrote it last. `data` comes last:
 * SQLite then reads the others without it.
 */
export const FIXED_COLUMNS = ["id", "deleted", "lwt", "odd", "rev", "written"] as const;

export type KeyField = {
  readonly path: string;
  readonly column: string;
  readonly read: (document: object) => SqlKey | typeof ODD;
};

/** `values`: how many different ones to expect, for the planner. */
type IndexColumn = { readonly name: string; readonly values: number };

/** Nearly every document is alive. */
const DELETED_VALUES = 1.1;
/** Of a property whose schema doesn't limit them. */
const ASSUMED_VALUES = 1_000;
const EACH_ROW_ITS_OWN = Number.MAX_SAFE_INTEGER;

/** How the documents of one collection (at one schema version) lie in SQL. Pure: derived from the schema alone. */
export type TableLayout = {
  /** Unquoted; also the key in `storage_tables`. */
  readonly name: string;
  readonly primaryPath: string;
  readonly fields: readonly KeyField[];
  readonly indexes: readonly { readonly name: string; readonly columns: readonly IndexColumn[] }[];
  readonly hasAttachments: boolean;
};

/**
 * Declared by the schema or added by RxDB, and not made with the table: the unique index of the id serves the first two, the small index of the deleted rows
 * the cleanup, and the one of the changes is made when they are first asked for (`ensureChangesIndex`).
 */
const NOT_MADE: ReadonlySet<string> = new Set(["id", "deleted,id", "deleted,lwt,id", "lwt,id"]);

export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

export function tableName(collectionName: string, version: number): string {
  return `${collectionName}~${version}`;
}

export function attachmentTableName(layout: TableLayout): string {
  return `${layout.name}~attachments`;
}

export function layoutOf<Doc>(collectionName: string, schema: RxJsonSchema<RxDocumentData<Doc>>): TableLayout {
  const primaryPath = getPrimaryFieldOfPrimaryKey(schema.primaryKey);
  const name = tableName(collectionName, schema.version);
  const fields = new Map<string, KeyField>();
  const indexes = new Map<string, readonly IndexColumn[]>();
  for (const declared of schema.indexes ?? []) {
    const paths = typeof declared === "string" ? [declared] : [...declared];
    const columns: IndexColumn[] = [];
    for (const path of paths) {
      const fixed = fixedColumn(path, primaryPath);
      if (fixed) columns.push({ name: fixed, values: fixed === "deleted" ? DELETED_VALUES : EACH_ROW_ITS_OWN });
      else if (parsePath(path)) {
        const field = fields.get(path) ?? { path, column: `k.${path}`, read: keyReader(path) };
        fields.set(path, field);
        columns.push({ name: field.column, values: expectedValues(schema, path) });
      }
    }
    const key = columns.map((column) => column.name).join(",");
    if (!NOT_MADE.has(key)) indexes.set(`${name}#${key}`, columns);
  }
  return {
    name,
    primaryPath,
    fields: [...fields.values()],
    indexes: [...indexes].map(([indexName, columns]) => ({ name: indexName, columns })),
    hasAttachments: schema.attachments !== undefined,
  };
}

/** The columns a query may use, by property path. With `withFields` false only those that can never be odd. */
export function columnMap(layout: TableLayout, withFields: boolean): ColumnMap {
  const map = new Map<string, ColumnSource>([
    [layout.primaryPath, { column: "id", isFlag: false, holds: "text" }],
    ["_deleted", { column: "deleted", isFlag: true, holds: "number" }],
    ["_meta.lwt", { column: "lwt", isFlag: false, holds: "number" }],
  ]);
  if (withFields) {
    for (const field of layout.fields) {
      map.set(field.path, { column: quote(field.column), isFlag: false, holds: "key" });
    }
  }
  return map;
}

function fixedColumn(path: string, primaryPath: string): string | undefined {
  if (path === primaryPath) return "id";
  if (path === "_deleted") return "deleted";
  if (path === "_meta.lwt") return "lwt";
  return undefined;
}

/** How many values a property may be expected to have. */
function expectedValues<Doc>(schema: RxJsonSchema<RxDocumentData<Doc>>, dottedPath: string): number {
  type Part = { type?: unknown; enum?: readonly unknown[]; properties?: Record<string, Part> };
  let part: Part | undefined = schema;
  for (const segment of dottedPath.split(".")) part = part?.properties?.[segment];
  if (part?.type === "boolean") return 2;
  return part?.enum?.length ?? ASSUMED_VALUES;
}
