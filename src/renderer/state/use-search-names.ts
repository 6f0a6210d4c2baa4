import { useMemo } from "react";
import type { KnownValues } from "#shared/search/complete.ts";
import { parseQuery } from "#shared/search/parse-query.ts";
import { understand, type SearchNames } from "#shared/search/understand.ts";
import { tagKey } from "#shared/rules/unique-tags.ts";
import { useDesk, useDeskState, useServices } from "./desk-context.tsx";

/** The names that a search can mean, as the desk has them now. */
export function useSearchNames(): SearchNames {
  const { pipelines, users, channels } = useDeskState((state) => state.setup);
  const meId = useDeskState((state) => state.status?.me.id ?? null);
  return useMemo(() => ({ pipelines, users, channels, meId }), [pipelines, users, channels, meId]);
}

/** What can be completed: the desk's names, and tags that this window has seen. */
export function useKnownValues(): () => KnownValues {
  const { store } = useDesk();
  const { pipelines, users, channels } = useSearchNames();
  return () => {
    const tags = new Map<string, string>();
    for (const card of store.getState().board.cards.values())
      for (const tag of card.tags) if (!tags.has(tagKey(tag))) tags.set(tagKey(tag), tag);
    const stages = pipelines.flatMap((pipeline) => pipeline.stages.map(({ name }) => name));
    return {
      status: [...new Set(stages)],
      pipeline: pipelines.map(({ name }) => name),
      owner: users.map(({ name }) => name),
      channel: channels.map(({ name }) => name),
      tag: [...tags.values()].toSorted((a, b) => a.localeCompare(b)),
    };
  };
}

/** What of a question the desk does not know: operators that do not exist, and values that mean nothing. */
export function useUnknownParts(q: string): {
  readonly operators: readonly string[];
  readonly values: readonly string[];
} {
  const names = useSearchNames();
  const { desk } = useServices();
  return useMemo(() => {
    const parts = parseQuery(q);
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const { unknown } = understand(parts, names, { nowEpochMs: desk.now(), timeZone });
    return {
      operators: parts.flatMap((part) => (part.kind === "words" && part.unknownOperator ? [part.unknownOperator] : [])),
      values: unknown.map(({ part, value }) => `${part.operator}:${value.text}`),
    };
  }, [q, names, desk]);
}
