/**
 * What PostgreSQL's types can't hold, in a form that they can. No text of it has U+0000, and no jsonb has lone surrogates either; documents may have both. So a document is kept as the text
 * that JSON.stringify makes of it, which escapes them, and gives back exactly what was written. Beside it stands the same as jsonb, for what selectors ask, with these characters replaced.
 */
import { createHash } from "node:crypto";
import { decodeText, encodeText, keyReader, ODD } from "../keys.ts";
import type { KeyField } from "../layout.ts";
import { MAX_KEY_CHARACTERS } from "./limits.ts";

/** A code point that no text of people has (a noncharacter): what follows it stands for a character. */
const MARK = "\ufdd0";

const ESCAPES = /\\(?:u000([01])|u(d[89a-f][0-9a-f]{2})|[^])|\ufdd0/g;

/** JSON text that can be cast to jsonb: equal for equal values, and its texts in the same order below the surrogates. @param json as JSON.stringify writes it */
export function safeJson(json: string): string {
  if (!json.includes("\\u000") && !json.includes("\\ud") && !json.includes(MARK)) return json;
  return json.replace(ESCAPES, (found, control: string | undefined, surrogate: string | undefined) => {
    if (found === MARK) return MARK + MARK;
    if (control !== undefined) return `\\u0001\\u000${Number(control) + 1}`;
    return surrogate === undefined ? found : MARK + surrogate;
  });
}

/** A text as `safeJson` leaves it in a document. */
export function safeText(text: string): string {
  return JSON.parse(safeJson(JSON.stringify(text))) as string;
}

const CONTROL = /[\u0000\u0001]/g;

/** A text as a column holds it: its bytes are in the order of JavaScript's code units (`encodeText`), and there is no U+0000 in it. Keeps the order; equal for equal texts. */
export function pgText(text: string): string {
  return encodeText(text).replace(CONTROL, (unit) => (unit === "\u0000" ? "\u0001\u0001" : "\u0001\u0002"));
}

/**
 * The value of an indexed property as one text, in RxDB's order under COLLATE "C": '' is missing, "0" null, "1…" a number, "2…" a text, "3…" a boolean. A long text is cut, since PostgreSQL refuses
 * index entries of more than a third of a page, and told from others by its hash: it is found by equality and stands where its beginning says.
 */
export function pgKey(value: unknown): string {
  const key = keyOf(value);
  if (key === ODD) throw new TypeError("A scalar has a key.");
  return key;
}

function keyOf(value: unknown): string | typeof ODD {
  switch (typeof value) {
    case "string":
      return `2${shortened(pgText(value))}`;
    case "number":
      return Number.isFinite(value) ? `1${orderedNumber(value)}` : "0";
    case "boolean":
      return value ? "31" : "30";
    case "undefined":
      return "";
    default:
      return value === null ? "0" : ODD;
  }
}

function shortened(text: string): string {
  if (text.length <= MAX_KEY_CHARACTERS) return text;
  const digest = createHash("sha256").update(text).digest("hex");
  // Not between the halves of a pair.
  return `${text.slice(0, MAX_KEY_CHARACTERS).toWellFormed()}\u{10ffff}${digest}`;
}

const bytes = new DataView(new ArrayBuffer(8));

/** Sixteen hexadecimal digits that are in the order of the numbers. */
function orderedNumber(value: number): string {
  // Minus zero is zero.
  bytes.setFloat64(0, value + 0);
  const bits = bytes.getBigUint64(0);
  const isNegative = bits >> 63n === 1n;
  const ordered = isNegative ? bits ^ 0xffff_ffff_ffff_ffffn : bits | 0x8000_0000_0000_0000n;
  return ordered.toString(16).padStart(16, "0");
}

/** The key column values of a document, in the order of `fields`; an odd one is stored as missing and marks the row. */
export function readPgKeys(fields: readonly KeyField[], document: object): { odd: 0 | 1; keys: string[] } {
  let odd: 0 | 1 = 0;
  const keys = fields.map((field) => {
    const key = keyOf(valueAt(document, field.path));
    if (key !== ODD) return key;
    odd = 1;
    return "";
  });
  return { odd, keys };
}

function valueAt(document: object, path: string): unknown {
  // Tells where an array lies on the way.
  if (keyReader(path)(document) === ODD) return [];
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], document);
}

/** What a key stands for: a text that was not cut, a number, a boolean, null, or undefined where the property is missing. */
export function decodeKey(key: string): string | number | boolean | null | undefined {
  const rest = key.slice(1);
  switch (key[0]) {
    case "0":
      return null;
    case "1":
      return decodedNumber(rest);
    case "2":
      return decodeText(
        rest.replaceAll(/\u0001([\u0001\u0002])/g, (_, unit) => (unit === "\u0001" ? "\u0000" : "\u0001")),
      );
    case "3":
      return rest === "1";
    default:
      return undefined;
  }
}

function decodedNumber(digits: string): number {
  const ordered = BigInt(`0x${digits}`);
  const isNegative = ordered >> 63n === 0n;
  bytes.setBigUint64(0, isNegative ? ordered ^ 0xffff_ffff_ffff_ffffn : ordered & 0x7fff_ffff_ffff_ffffn);
  return bytes.getFloat64(0);
}
