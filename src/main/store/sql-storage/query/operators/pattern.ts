import { decodeText } from "../../keys.ts";
import { SlotParam } from "../../slots.ts";
import { type Fragment, NEVER, or, param, sql } from "../fragment.ts";
import { anyOf, arrayInArray, arrayOnTheWay, type Compiled, type CompileContext, exact } from "../leaf.ts";
import type { Source, TypedSource } from "../source.ts";

/** A regular expression, run by JavaScript on the text alone; the document around it isn't parsed. */
export function matchPattern(context: CompileContext, source: Source, pattern: RegExp): Compiled {
  const { dialect } = context;
  const { callBack } = dialect;
  // `g` and `y` make a RegExp remember where it stopped: the result then depends on the documents before.
  if (!callBack || pattern.global || pattern.sticky) return undefined;
  if (source.kind === "column") {
    if (source.isFlag) return exact(NEVER);
    const { column } = source;
    const test = param(new SlotParam((key) => pattern.test(decodeText(key))));
    const prefix = literalPrefix(pattern);
    // Between the prefix and the prefix with its last unit raised lies everything that starts with it: a range in an index.
    const range = prefix ? sql`${column} >= ${param(prefix)} AND ${column} < ${param(successor(prefix))} AND ` : "";
    return exact(sql`(${range}${dialect.keyOf(source).isText(column)} AND ${callBack(test, column)})`);
  }
  const slot = new SlotParam((json) => pattern.test(JSON.parse(json) as string));
  const test = (value: TypedSource): Fragment =>
    sql`(${dialect.isText(value)} AND ${callBack(param(slot), dialect.json(value))})`;
  const when = anyOf(context, source, test);
  // Patterns, unlike comparisons, look into arrays within the array.
  return { when, odd: or([arrayOnTheWay(dialect, source), arrayInArray(context, source)]) };
}

/** The text every match starts with, as far as it is plain to see; undefined when there is none. */
function literalPrefix(pattern: RegExp): string | undefined {
  if (pattern.flags.replace("u", "") !== "" || pattern.source.includes("|")) return undefined;
  const found = /^\^([A-Za-z0-9 _@/:-]+)(.?)/.exec(pattern.source);
  const literal = found?.[1];
  if (!literal) return undefined;
  // A quantifier belongs to the last character, and may make it optional.
  const prefix = /[*?{+]/.test(found[2] ?? "") ? literal.slice(0, -1) : literal;
  return prefix === "" ? undefined : prefix;
}

function successor(prefix: string): string {
  const last = prefix.length - 1;
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
}
