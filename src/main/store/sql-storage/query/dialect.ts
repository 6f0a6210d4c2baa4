import type { Fragment } from "./fragment.ts";
import type { ColumnSource, JsonSource, TypedSource } from "./source.ts";

/** A scalar a selector compares with. */
export type Scalar = string | number | boolean | null;

/** How a JSON value is looked at. Each answer is a condition or expression over the document's JSON, never null for a condition. */
export type JsonDialect = {
  readonly name: string;
  /** The column that holds a document's JSON. */
  readonly document: string;

  isMissing(source: TypedSource): string;
  isNull(source: TypedSource): string;
  isText(source: TypedSource): string;
  isNumber(source: TypedSource): string;
  /** A number that JavaScript calls an integer. */
  isInteger(source: TypedSource): string;
  isBoolean(source: TypedSource): string;
  isTrue(source: TypedSource): string;
  isArray(source: TypedSource): string;
  isObject(source: TypedSource): string;

  /** The text of a value that is known to be one, ordered as its bytes are. */
  text(source: TypedSource): string;
  /** What `text` is compared with. */
  textParam(text: string): string;
  /** The number of a value that is known to be one. */
  number(source: TypedSource): string;
  /** A form of the whole value that is equal exactly when the JSON values are; for scalars only. */
  comparable(source: JsonSource): string;
  comparableParam(value: Scalar): Fragment;
  /** The items of a list of scalars in comparable form, as a subquery's text with one parameter. */
  comparableList(values: readonly Scalar[]): Fragment;
  textOrNumberList(values: readonly (string | number)[]): Fragment;

  arrayLength(source: TypedSource): string;
  /** A table of an array's elements, each with the `alias` that an `element` source names. */
  eachElement(source: TypedSource, alias: string): string;
  /** The JSON of an element that is an object, to look for properties in. */
  elementDocument(alias: string): string;
  /** The floating-point remainder with the sign of the dividend, as JavaScript's `%`; undefined where the database has none. */
  readonly remainder: ((value: string, divisor: Fragment) => Fragment) | undefined;

  /** Calls a test written in JavaScript; undefined where the database can't call back. */
  readonly callBack: ((test: Fragment, value: string) => Fragment) | undefined;
  /** The JSON text of a value, for `callBack`. */
  json(source: TypedSource): string;
  /** A key that orders scalars as RxDB does and fails the statement on what it can't order; for sorts without an index. */
  sortKey(source: TypedSource): string | undefined;
};

/** How a column is compared that holds values of one kind or of several: see keys.ts for the order of the kinds. */
export type KeyDialect = {
  isMissing(column: string): string;
  isNull(column: string): string;
  isText(column: string): string;
  isNumber(column: string): string;
  isBoolean(column: string): string;
  /** The column as a number, where it is known to be one; undefined where SQL can't tell it. */
  number(column: string): string | undefined;
  /** What keeps a comparison within the values of one kind, so that an index range does it; undefined where nothing lies beyond. */
  within(column: string, kind: "number" | "text" | "boolean", isUpward: boolean): string | undefined;
  keyParam(value: Scalar): Fragment;
};

export type SqlDialect = JsonDialect & {
  /** How that column is compared. */
  keyOf(source: ColumnSource): KeyDialect;
};
