/**
 * Reads that RxDB has no words for, in SQL. Their text is the same on both databases but for what a dialect says: how the properties of a document are looked into, how an indexed one is compared.
 * A text marks its values by question marks and has no others.
 */
import type { SQLInputValue } from "node:sqlite";
import { COLLECTIONS, type CollectionName } from "./collections.ts";
import { decodeKey, pgKey, tableName, type SqlReads } from "./sql-storage/index.ts";

export type RawValue = string | number | null;
export type RawRow = readonly unknown[];

export type RawDialect = {
  readonly name: "sqlite" | "postgres";
  /** The text at a path of the document; null where there is none. `of`: another JSON than the document. */
  readonly text: (path: string, of?: string) => string;
  readonly number: (path: string, of?: string) => string;
  /** A condition: that property is true, or false. Where it is neither, both are false. */
  readonly isTrue: (path: string) => string;
  readonly isFalse: (path: string) => string;
  /** How many elements an array has; null or 0 where there is none. */
  readonly length: (path: string) => string;
  /** A table of an array's elements: each is the JSON `<alias>.value`. */
  readonly each: (path: string, of: string, alias: string) => string;
  /** An indexed text as an expression of its own, so that no other query takes an index of it for its own. */
  readonly keyText: (name: string) => string;
  /** A condition: an indexed property is a text. */
  readonly isKeyText: (name: string) => string;
  /** An indexed property is compared with this. */
  readonly keyValue: (value: string | number) => RawValue;
  /** What an indexed property that was read says. */
  readonly fromKey: (value: unknown) => unknown;
  /** `… IN (…)` over one value, a JSON list of texts; on an indexed one its `keyValue`s. */
  readonly inList: string;
  /** Names the index by which the planner must go, where it can be told. */
  readonly indexedBy: (name: string) => string;
};

export type RawReads = {
  readonly dialect: RawDialect;
  /** Rows as arrays. @throws Error from the database */
  readonly rows: (text: string, ...values: readonly RawValue[]) => Promise<RawRow[]>;
  /** What only SQLite has; null on another database. */
  readonly sqlite: SqlReads | null;
};

/** What makes an index where it is missing. */
export type IndexMaker = { readonly dialect: RawDialect; readonly exec: (text: string) => void };

export function tableOf(name: CollectionName): string {
  return `"${tableName(name, COLLECTIONS[name].version)}"`;
}

const sqlitePath = (path: string) => `'$.${path.replaceAll(".-1", "[#-1]")}'`;

export const sqliteRaw: RawDialect = {
  name: "sqlite",
  text: (path, of = "data") => `json_extract(${of}, ${sqlitePath(path)})`,
  number: (path, of = "data") => `json_extract(${of}, ${sqlitePath(path)})`,
  isTrue: (path) => `json_extract(data, ${sqlitePath(path)}) = 1`,
  isFalse: (path) => `json_extract(data, ${sqlitePath(path)}) = 0`,
  length: (path) => `json_array_length(data, ${sqlitePath(path)})`,
  each: (path, of, alias) => `json_each(${of}.data, ${sqlitePath(path)}) AS ${alias}`,
  keyText: (name) => `("k.${name}" || '')`,
  isKeyText: (name) => `typeof("k.${name}") = 'text'`,
  keyValue: (value) => value,
  fromKey: (value) => value,
  inList: "IN (SELECT value FROM json_each(?))",
  indexedBy: (name) => `INDEXED BY "${name}"`,
};

const pgPath = (path: string) => `'{${path.replaceAll(".", ",")}}'`;

export const postgresRaw: RawDialect = {
  name: "postgres",
  text: (path, of = "j") => `((${of} #>> ${pgPath(path)}) COLLATE "C")`,
  number: (path, of = "j") =>
    `(CASE jsonb_typeof(${of} #> ${pgPath(path)}) WHEN 'number' THEN (${of} #> ${pgPath(path)})::float8 END)`,
  isTrue: (path) => `(j #> ${pgPath(path)}) = 'true'::jsonb`,
  isFalse: (path) => `(j #> ${pgPath(path)}) = 'false'::jsonb`,
  length: (path) =>
    `jsonb_array_length(CASE jsonb_typeof(j #> ${pgPath(path)}) WHEN 'array' THEN j #> ${pgPath(path)} ELSE '[]'::jsonb END)`,
  each: (path, of, alias) =>
    `jsonb_array_elements(CASE jsonb_typeof(${of}.j #> ${pgPath(path)}) WHEN 'array' THEN ${of}.j #> ${pgPath(path)} ELSE '[]'::jsonb END) AS ${alias}(value)`,
  keyText: (name) => `substr("k.${name}", 2)`,
  isKeyText: (name) => `("k.${name}" >= '2' AND "k.${name}" < '3')`,
  keyValue: pgKey,
  fromKey: (value) => decodeKey(String(value)),
  inList: "IN (SELECT jsonb_array_elements_text(?::jsonb))",
  indexedBy: () => "",
};

/** Over a connection to SQLite. */
export function sqliteReads(sql: SqlReads): RawReads {
  return {
    dialect: sqliteRaw,
    async rows(text, ...values) {
      const statement = sql.prepare(text);
      statement.setReturnArrays(true);
      return statement.all(...(values as SQLInputValue[])) as unknown as RawRow[];
    },
    sqlite: sql,
  };
}

/** Over PostgreSQL. @param rows runs a statement whose values are numbered */
export function postgresReads(rows: (text: string, values: readonly RawValue[]) => Promise<RawRow[]>): RawReads {
  return {
    dialect: postgresRaw,
    rows(text, ...values) {
      let number = 0;
      return rows(
        text.replaceAll("?", () => `$${++number}`),
        values,
      );
    },
    sqlite: null,
  };
}
