import { type SqlPath, parsePath } from "./query/paths.ts";

/**
 * The values of indexed properties stand beside the JSON in columns of their own ("key columns"), in an encoding whose order
 * under SQLite's plain byte-wise comparison is RxDB's sort order:
 *
 *   missing < null < numbers < strings < booleans   becomes   NULL < -Infinity < REAL < TEXT < BLOB
 *
 * Reading a column is some ten times cheaper than extracting from JSON, both in queries and when SQLite maintains the index,
 * and numbers are bound as doubles, without a detour through text.
 */
export type SqlKey = null | number | string | Uint8Array;

const NULL_KEY = Number.NEGATIVE_INFINITY;
const FALSE_KEY = Uint8Array.of(0);
const TRUE_KEY = Uint8Array.of(1);

/** An indexed property that holds an array or object, or lies behind an array: no key column can stand for it. */
export const ODD = Symbol("odd");

const FIRST_MOVED_UNIT = 0xd800;
const MOVED_TO = 0x1_0000;
const MOVED_UNIT = /[\ud800-\uffff]/;
const MOVED_BACK = /[\u{10000}-\u{127ff}]/gu;

/**
 * JavaScript orders strings by UTF-16 code unit, SQLite by UTF-8 byte, that is, by code point: they disagree on emoji and
 * the rest of the upper planes against U+E000–U+FFFF. So each code unit from the surrogates on is written as the code point
 * 0x10000 higher, which keeps the order, is reversible, and gives lone surrogates a valid form.
 */
export function encodeText(text: string): string {
  if (!MOVED_UNIT.test(text)) return text;
  let encoded = "";
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    encoded += unit < FIRST_MOVED_UNIT ? text[index] : String.fromCodePoint(unit - FIRST_MOVED_UNIT + MOVED_TO);
  }
  return encoded;
}

export function decodeText(key: string): string {
  if (!MOVED_UNIT.test(key)) return key;
  return key.replace(MOVED_BACK, (moved) =>
    String.fromCharCode((moved.codePointAt(0) ?? 0) - MOVED_TO + FIRST_MOVED_UNIT),
  );
}

/** The key of a scalar; ODD for an array or object. */
export function encodeKey(value: unknown): SqlKey | typeof ODD {
  switch (typeof value) {
    case "string":
      return encodeText(value);
    case "number":
      // What JSON can't say is null in JSON, and the key must tell what the JSON tells.
      return Number.isFinite(value) ? value : NULL_KEY;
    case "boolean":
      return value ? TRUE_KEY : FALSE_KEY;
    case "undefined":
      return null;
    default:
      return value === null ? NULL_KEY : ODD;
  }
}

/** Reads the key of one path from a document; ODD when an array lies on the way. */
export function keyReader(dottedPath: string): (document: object) => SqlKey | typeof ODD {
  const path: SqlPath | undefined = parsePath(dottedPath);
  if (!path) return () => ODD;
  const [only] = path;
  if (path.length === 1 && only !== undefined) {
    return (document) => encodeKey((document as Record<string, unknown>)[only]);
  }
  return (document) => {
    let value: unknown = document;
    for (const segment of path) {
      if (typeof value !== "object" || value === null) return null;
      if (Array.isArray(value)) return ODD;
      value = (value as Record<string, unknown>)[segment];
    }
    return encodeKey(value);
  };
}

export function sameKey(a: unknown, b: unknown): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return a[0] === b[0];
  return a === b;
}
