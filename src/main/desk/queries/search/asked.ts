import { parseQuery } from "#shared/search/parse-query.ts";
import { type SearchNames, understand } from "#shared/search/understand.ts";
import type { AskedWords, SearchConditions } from "#shared/search/conditions.ts";
import { type FactKind, fittingIds, fittingOf } from "#main/store/facts/conditions.ts";
import {
  type AskedTerms,
  type DocumentFilter,
  MAX_LISTED_DOCUMENTS,
  MAX_QUERY_WORDS,
  type Term,
  termOf,
} from "#main/store/search/index.ts";
import type { ReadContext } from "../../read-context.ts";

/** A question as the index and the facts understand it. */
export type Asked = {
  readonly terms: AskedTerms;
  readonly conditions: SearchConditions;
  /** Undefined: no operator asks for anything. */
  readonly only: DocumentFilter | undefined;
};

/** What a person's words and operators ask for, with the names of the desk as it is. */
export function askedOf(
  context: ReadContext,
  input: { readonly q: string; readonly userId?: string | undefined; readonly timeZone?: string | undefined },
): Asked {
  const nowEpochMs = context.clock.nowEpochMs();
  const { words, conditions } = understand(parseQuery(textOf(input.q)), namesOf(context, input.userId ?? null), {
    nowEpochMs,
    timeZone: input.timeZone ?? "UTC",
  });
  const terms = { wanted: termsOf(words, false), excluded: termsOf(words, true) };
  const isFree = conditions.ticket.length === 0 && conditions.message.length === 0 && terms.excluded.length === 0;
  return { terms, conditions, only: isFree ? undefined : filterOf(context, conditions, nowEpochMs) };
}

/** Halves of characters and the sign of no sign are in no text, and not every database takes them. */
const textOf = (q: string): string => q.toWellFormed().replaceAll("\u0000", " ");

function namesOf({ setup }: ReadContext, meId: string | null): SearchNames {
  return { pipelines: setup.pipelines(), users: setup.all("user"), channels: setup.all("channel"), meId };
}

function termsOf(words: readonly AskedWords[], isNot: boolean): Term[] {
  return words
    .filter((word) => word.isNot === isNot)
    .flatMap((word) => {
      const term = termOf(word);
      return term === null ? [] : [word.isInTitle ? { ...term, isInTitle: true } : term];
    })
    .slice(0, MAX_QUERY_WORDS);
}

function filterOf({ store }: ReadContext, conditions: SearchConditions, nowEpochMs: number): DocumentFilter {
  const listed = new Map<string, Promise<readonly string[] | null>>();
  const list = async (kind: FactKind) => {
    const page = { offset: 0, limit: MAX_LISTED_DOCUMENTS + 1 };
    const ids = await fittingIds(store.sql, kind, { conditions, nowEpochMs }, page);
    return ids.length > MAX_LISTED_DOCUMENTS ? null : ids;
  };
  return {
    listed(kind) {
      if (!isFactKind(kind)) return Promise.resolve([]);
      const known = listed.get(kind) ?? list(kind);
      listed.set(kind, known);
      return known;
    },
    passing: async (kind, ids) =>
      isFactKind(kind) ? await fittingOf(store.sql, kind, conditions, nowEpochMs, ids) : new Set(),
  };
}

const isFactKind = (kind: string): kind is FactKind => kind === "ticket" || kind === "message";
