import type { SqlPath } from "./paths.ts";

/** Where a query finds properties that have a column of their own, by dotted path. */
export type ColumnMap = ReadonlyMap<string, ColumnSource>;

/**
 * A column that stands for a property: `key` ones hold any scalar (see keys.ts), `text` and `number` ones what they say, in every row. `isFlag` marks `_deleted`, stored as 0 or 1 and
 * always a boolean.
 */
export type ColumnSource = {
  readonly column: string;
  readonly isFlag: boolean;
  readonly holds: "key" | "text" | "number";
};

/** Where a value that is tested comes from. */
export type Source = ({ readonly kind: "column" } & ColumnSource) | JsonSource | ElementSource;

/** A property of the JSON text that `base` names. */
export type JsonSource = { readonly kind: "json"; readonly base: string; readonly path: SqlPath };

/** An element of an array that is being walked under `alias`. */
export type ElementSource = { readonly kind: "element"; readonly alias: string };

/** A source whose type and value SQL can look at: everything but a key column. */
export type TypedSource = Exclude<Source, { kind: "column" }>;
