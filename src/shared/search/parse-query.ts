/**
 * What a person typed into the search field, in parts with their places, so that the field can show which part is what and complete the one at the cursor. Forgiving: whatever is typed is a question; a
 * quote that is not closed reaches to the end; an operator that does not exist is words.
 */
import { operatorOf, type OperatorName } from "./operators.ts";

type Place = {
  /** From here up to, not including, `end`, in characters of the text. A minus before it is part of it. */
  readonly start: number;
  readonly end: number;
  /** Whatever this says is not to be there. */
  readonly isNot: boolean;
};

/** A word, or words in quotes that follow each other. */
export type WordPart = Place & {
  readonly kind: "words";
  readonly text: string;
  readonly isPhrase: boolean;
  /** It looks like an operator, and none goes by that name. */
  readonly unknownOperator?: string;
};

export type OperatorValue = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** In quotes: it is whole. */
  readonly isQuoted: boolean;
};

/** An operator with its values, of which any will do; none while it is being typed. */
export type OperatorPart = Place & {
  readonly kind: "operator";
  readonly operator: OperatorName;
  readonly values: readonly OperatorValue[];
};

export type QueryPart = WordPart | OperatorPart;

const NAME = /^(\p{L}[\p{L}\p{M}]*):/u;

/** The parts of a question in their order. Never throws. */
export function parseQuery(text: string): QueryPart[] {
  const parts: QueryPart[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isBlank(text, at)) at += 1;
    if (at >= text.length) return parts;
    const start = at;
    const isNot = text[at] === "-" && at + 1 < text.length && !isBlank(text, at + 1) && text[at + 1] !== "-";
    if (isNot) at += 1;
    const name = NAME.exec(text.slice(at));
    const operator = name === null ? null : operatorOf(name[1] ?? "");
    if (name !== null && operator !== null) {
      const values = valuesAt(text, at + name[0].length);
      at = values.end;
      parts.push({ kind: "operator", operator, values: values.values, start, end: at, isNot });
      continue;
    }
    const isPhrase = text[at] === '"';
    const from = isPhrase ? at + 1 : at;
    const end = isPhrase ? endOfQuotes(text, from) : endOfWord(text, from, '"');
    at = isPhrase && text[end] === '"' ? end + 1 : end;
    const words = text.slice(from, end);
    const unknown = name !== null && isLikeOperator(words.slice(name[0].length)) ? { unknownOperator: name[1] } : {};
    if (words.trim() !== "")
      parts.push({ kind: "words", text: words, isPhrase, start, end: at, isNot, ...unknown } as WordPart);
  }
}

/** A web address, or a prefix of a mail's subject, is none. */
function isLikeOperator(value: string): boolean {
  return value !== "" && !value.startsWith("/") && !value.startsWith(":");
}

function valuesAt(text: string, from: number): { readonly values: OperatorValue[]; readonly end: number } {
  const values: OperatorValue[] = [];
  let at = from;
  for (;;) {
    const isQuoted = text[at] === '"';
    const start = isQuoted ? at + 1 : at;
    const end = isQuoted ? endOfQuotes(text, start) : endOfWord(text, start, ",");
    const value = text.slice(start, end);
    if (value.trim() !== "") values.push({ text: value.trim(), start, end, isQuoted });
    at = isQuoted && text[end] === '"' ? end + 1 : end;
    if (text[at] !== ",") return { values, end: isQuoted ? at : endOfWord(text, at) };
    at += 1;
  }
}

function endOfQuotes(text: string, from: number): number {
  const end = text.indexOf('"', from);
  return end === -1 ? text.length : end;
}

function endOfWord(text: string, from: number, ...stops: readonly string[]): number {
  let end = from;
  while (end < text.length && !isBlank(text, end) && !stops.includes(text[end] ?? "")) end += 1;
  return end;
}

const isBlank = (text: string, at: number): boolean => /\s/u.test(text[at] ?? "");
