import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { completed, completionsAt, MAX_COMPLETIONS, partAt } from "#shared/search/complete.ts";
import { ITALIAN_OPERATORS, type OperatorName } from "#shared/search/operators.ts";
import { useDesk, useI18n } from "../../state/desk-context.tsx";
import { useRecentSearches, useSavedSearches } from "../../state/saved-searches.ts";
import { useKnownValues } from "../../state/use-search-names.ts";

/** One line below the field. */
export type Offer = {
  readonly kind: "operator" | "value" | "saved" | "recent";
  readonly label: string;
  readonly about: string;
  /** What the field holds once it is taken. */
  readonly next: { readonly text: string; readonly cursor: number };
};

/** What stands below an empty field: ways to begin. */
const BEGINNINGS = {
  en: ["status:open owner:me", "is:unread", "is:overdue", "has:attachment after:7d"],
  it: ["stato:aperti assegnatario:io", "è:non-letto", "è:scaduto", "con:allegato dopo:7g"],
} as const;

/** What may be meant at the cursor. @param cursor null: nothing is offered */
export function useSearchOffers(text: string, cursor: number | null): readonly Offer[] {
  const { t, language } = useI18n();
  const knownValues = useKnownValues();
  const saved = useSavedSearches();
  const recent = useRecentSearches();
  const people = usePeople(text, cursor);
  if (cursor === null) return [];
  if (text.trim() === "") {
    const whole = (kind: Offer["kind"], label: string, q: string, about: string): Offer => ({
      kind,
      label,
      about,
      next: { text: q, cursor: q.length },
    });
    return [
      ...saved.items.map(({ name, q }) => whole("saved", name, q, q)),
      ...recent.items.map((q) => whole("recent", q, q, t("search.recent"))),
      ...BEGINNINGS[language].map((q) => whole("operator", q, `${q} `, t("search.example"))),
    ].slice(0, MAX_COMPLETIONS);
  }
  return completionsAt(text, cursor, language, { ...knownValues(), from: people, to: people }).map((one) => ({
    kind: one.kind,
    label: one.label,
    about: one.kind === "operator" ? t(`search.operator.${one.operator}`) : nameOf(one.operator, language),
    next: completed(text, one),
  }));
}

const nameOf = (operator: OperatorName, language: "en" | "it") =>
  language === "it" ? ITALIAN_OPERATORS[operator] : operator;

/** Somebody who types a name asks once. */
const PAUSE_MS = 120;

/** Addresses of contacts that the value of `from:` or `to:` at the cursor may mean. */
function usePeople(text: string, cursor: number | null): readonly string[] {
  const { client } = useDesk();
  const part = cursor === null ? undefined : partAt(text, cursor);
  const isAsked = part?.kind === "operator" && (part.operator === "from" || part.operator === "to");
  const typed = isAsked ? (part.values.at(-1)?.text ?? "") : "";
  const [asked] = useDebouncedValue(typed, PAUSE_MS);
  const [found, setFound] = useState<readonly string[]>([]);
  useEffect(() => {
    if (asked.length < 2) return undefined;
    let isCurrent = true;
    client.contacts.list({ q: asked, limit: MAX_COMPLETIONS }).then(
      ({ items }) => isCurrent && setFound(items.flatMap(({ address }) => (address === "" ? [] : [address]))),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, asked]);
  // What the desk found, it found by more than the address: whatever is typed of the name stands for it.
  return typed.length < 2 ? [] : found;
}
