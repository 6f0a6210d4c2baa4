import { foldWord } from "./fold.ts";
import {
  DATE_OPERATORS,
  FIXED_VALUES,
  type FixedOperator,
  ITALIAN_OPERATORS,
  OPERATORS,
  type OperatorName,
} from "./operators.ts";
import { parseQuery, type QueryPart } from "./parse-query.ts";

/** What a list below the field offers: `text` takes the place of what stands from `start` to `end`. */
export type Completion = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: "operator" | "value";
  readonly operator: OperatorName;
  /** What is inserted, without quotes and blanks: for the eye. */
  readonly label: string;
};

/** The names that can be completed, by operator. */
export type KnownValues = Partial<Readonly<Record<OperatorName, readonly string[]>>>;

export const MAX_COMPLETIONS = 8;
/** One letter begins too many words to be taken for an operator. */
const SHORTEST_OPERATOR_START = 2;

const DATES = {
  en: ["today", "yesterday", "7d", "30d", "12m"],
  it: ["oggi", "ieri", "7g", "30g", "12m"],
} as const;

/** The part of a question at the cursor; undefined between two. */
export function partAt(text: string, cursor: number): QueryPart | undefined {
  return parseQuery(text).find(({ start, end }) => start < cursor && cursor <= end);
}

/** What may be meant at the cursor: the operators that begin so, or the values of the one that stands there. In the language of the person; the words of both are understood. */
export function completionsAt(
  text: string,
  cursor: number,
  language: "en" | "it",
  known: KnownValues,
): readonly Completion[] {
  const part = partAt(text, cursor);
  if (part === undefined) return [];
  if (part.kind === "operator") {
    const { operator } = part;
    const value = part.values.find(({ start, end }) => start <= cursor && cursor <= end);
    const colon = text.indexOf(":", part.start) + 1;
    if (cursor < colon) return [];
    // The quotes around it are replaced with it.
    const quotes = value?.isQuoted === true ? 1 : 0;
    const start = value === undefined ? cursor : value.start - quotes;
    const end =
      value === undefined ? cursor : Math.min(value.end + (text[value.end] === '"' ? quotes : 0), text.length);
    const typed = value?.text ?? "";
    return valuesOf(operator, language, known)
      .filter((name) => isBegunBy(name, typed) && name !== typed)
      .slice(0, MAX_COMPLETIONS)
      .map((name) => ({
        text: `${quoted(name)}${end >= text.length ? " " : ""}`,
        label: name,
        start,
        end,
        kind: "value",
        operator,
      }));
  }
  if (part.isPhrase || part.end !== cursor || part.text.length < SHORTEST_OPERATOR_START) return [];
  const nameOf = (operator: OperatorName) => (language === "it" ? ITALIAN_OPERATORS[operator] : operator);
  const start = part.start + (part.isNot ? 1 : 0);
  return OPERATORS.filter((operator) => foldWord(nameOf(operator)).startsWith(foldWord(part.text))).map((operator) => ({
    text: `${nameOf(operator)}:`,
    label: `${nameOf(operator)}:`,
    start,
    end: part.end,
    kind: "operator",
    operator,
  }));
}

function valuesOf(operator: OperatorName, language: "en" | "it", known: KnownValues): string[] {
  const fixed = Object.hasOwn(FIXED_VALUES, operator)
    ? Object.entries(FIXED_VALUES[operator as FixedOperator]).map(([value, { it }]) =>
        language === "it" ? (it as string) : value,
      )
    : [];
  const dates = DATE_OPERATORS.has(operator) ? DATES[language] : [];
  return [...new Set([...fixed, ...dates, ...(known[operator] ?? [])])];
}

/** A name, or a word of it. */
function isBegunBy(name: string, typed: string): boolean {
  const [folded, begun] = [foldWord(name), foldWord(typed)];
  return begun === "" || folded.startsWith(begun) || folded.includes(` ${begun}`) || folded.includes(`@${begun}`);
}

const quoted = (name: string): string => (/[\s,"]/u.test(name) ? `"${name.replaceAll('"', "")}"` : name);

/** The question with a completion in it, and where the cursor stands then. */
export function completed(
  text: string,
  { text: inserted, start, end }: Completion,
): { readonly text: string; readonly cursor: number } {
  return { text: text.slice(0, start) + inserted + text.slice(end), cursor: start + inserted.length };
}

/** A value as it is typed: in quotes where it needs them. */
export const searchValue = quoted;
