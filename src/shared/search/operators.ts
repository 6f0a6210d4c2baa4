/**
 * What a search understands beside words: `status:open`, `-tag:refund`, `before:2026-01-01`. Each operator with the other words that it goes by, the Italian ones among them; whoever types one
 * language has learnt these words, so all of them are understood whatever the interface speaks.
 */
import { foldWord } from "./fold.ts";

export const OPERATORS = [
  "status",
  "pipeline",
  "owner",
  "from",
  "to",
  "tag",
  "priority",
  "has",
  "is",
  "before",
  "after",
  "on",
  "created",
  "closed",
  "number",
  "subject",
  "channel",
  "in",
] as const;
export type OperatorName = (typeof OPERATORS)[number];

/** The Italian words, first of each the one that is offered. */
export const ITALIAN_OPERATORS: Readonly<Record<OperatorName, string>> = {
  status: "stato",
  pipeline: "pipeline",
  owner: "assegnatario",
  from: "da",
  to: "a",
  tag: "etichetta",
  priority: "priorità",
  has: "con",
  is: "è",
  before: "prima",
  after: "dopo",
  on: "il",
  created: "creato",
  closed: "chiuso",
  number: "numero",
  subject: "oggetto",
  channel: "canale",
  in: "in",
};

const OTHER_NAMES: Partial<Record<OperatorName, readonly string[]>> = {
  status: ["stage", "fase"],
  owner: ["assignee", "assigned", "proprietario", "responsabile"],
  tag: ["tags", "label", "etichette"],
  has: ["with", "ha"],
  before: ["until", "fino"],
  after: ["since", "dal"],
  created: ["opened", "aperto"],
  number: ["ticket"],
  subject: ["title", "titolo"],
};

const BY_NAME = new Map(
  OPERATORS.flatMap((operator) =>
    [operator, ITALIAN_OPERATORS[operator], ...(OTHER_NAMES[operator] ?? [])].map(
      (name) => [foldWord(name), operator] as const,
    ),
  ),
);

/** The operator that goes by this name, whatever its case and accents; null where none does. */
export function operatorOf(name: string): OperatorName | null {
  return BY_NAME.get(foldWord(name)) ?? null;
}

/** Values that are words of the search itself, by operator: as they are offered in English and Italian, and what else is understood. */
export const FIXED_VALUES = {
  status: {
    open: { it: "aperti", also: ["aperto"] },
    closed: { it: "chiusi", also: ["chiuso", "done"] },
  },
  owner: {
    me: { it: "io", also: ["mine", "myself", "miei"] },
    none: { it: "nessuno", also: ["nobody", "unassigned"] },
  },
  priority: {
    low: { it: "bassa", also: [] },
    medium: { it: "media", also: ["normal", "normale"] },
    high: { it: "alta", also: [] },
    urgent: { it: "urgente", also: [] },
    none: { it: "nessuna", also: [] },
  },
  has: {
    attachment: { it: "allegato", also: ["attachments", "file", "files", "allegati"] },
    note: { it: "nota", also: ["notes"] },
    due: { it: "scadenza", also: ["deadline"] },
  },
  is: {
    unread: { it: "non-letto", also: ["nonletto", "nuovo"] },
    overdue: { it: "scaduto", also: ["late", "in-ritardo"] },
    merged: { it: "unito", also: [] },
    reopened: { it: "riaperto", also: [] },
  },
  in: {
    notes: { it: "note", also: ["note", "nota"] },
  },
} as const satisfies Partial<
  Record<OperatorName, Readonly<Record<string, { readonly it: string; readonly also: readonly string[] }>>>
>;
export type FixedOperator = keyof typeof FIXED_VALUES;
type FixedValue<Name extends FixedOperator> = keyof (typeof FIXED_VALUES)[Name] & string;

/** Operators whose value is a day, a span or what lies between two. */
export const DATE_OPERATORS: ReadonlySet<OperatorName> = new Set(["before", "after", "on", "created", "closed"]);

/** The fixed value that was meant: by any of its words, or the beginning of one; null where it is none. */
export function fixedValueOf<Name extends FixedOperator>(operator: Name, typed: string): FixedValue<Name> | null {
  const key = foldWord(typed);
  if (key === "") return null;
  const values = Object.entries(FIXED_VALUES[operator]).map(
    ([value, { it, also }]) => [value, [value, it, ...also].map(foldWord)] as const,
  );
  const found =
    values.find(([, words]) => words.includes(key)) ??
    values.find(([, words]) => words.some((word) => word.startsWith(key)));
  return (found?.[0] as FixedValue<Name> | undefined) ?? null;
}
