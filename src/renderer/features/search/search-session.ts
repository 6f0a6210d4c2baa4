/**
 * One search page's questions and answers.
 *
 * Each change of the question ends the one before: its answer is dropped however late it comes. What was found last stays on the screen until
 * the next answer is there, so that nothing flashes while typing.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { DeskClient } from "#shared/contract/index.ts";
import type { SearchAnswer, SearchHit } from "#shared/contract/search.ts";
import { GROUP_SIZE, MIN_QUERY_CHARS, PAGE_SIZE, SEARCH_PAUSE_MS } from "./limits.ts";

export type HitKind = SearchHit["kind"];
/** Who looks for a person wants the person first, then their tickets, then what was written. */
export const HIT_KINDS = ["contact", "ticket", "message"] as const satisfies readonly HitKind[];

export type Question = { readonly q: string; /** null: all kinds, some hits of each. */ readonly kind: HitKind | null };
export type HitGroup = { readonly kind: HitKind; readonly items: readonly SearchHit[]; readonly hasMore: boolean };

export type SearchState = {
  /** What `groups` answers; null before the first answer. */
  readonly answered: Question | null;
  readonly groups: readonly HitGroup[];
  /** Words that were taken for others, because they are nowhere found. */
  readonly spelled: SearchAnswer["spelled"];
  /** Older tickets lie with the team's server, which could not be asked. */
  readonly olderNotSearched: boolean;
  readonly phase:
    | { readonly kind: "idle" }
    | { readonly kind: "too-short" }
    | { readonly kind: "searching" }
    | { readonly kind: "loading-more" }
    | { readonly kind: "failed"; readonly error: unknown };
};

export type SearchSession = {
  readonly store: StoreApi<SearchState>;
  ask(question: Question): void;
  /** The next page of the one kind that is shown; nothing while all are shown or one is on its way. */
  loadMore(): Promise<void>;
  close(): void;
};

export type SearchDeps = {
  readonly search: Pick<DeskClient["search"], "query">;
  /** In which the person's days begin. */
  readonly timeZone: string;
  /** Calls back after the pause; returns the function that cancels. */
  readonly pause: (run: () => void, ms: number) => () => void;
};

const NOTHING: SearchState = {
  answered: null,
  groups: [],
  spelled: [],
  olderNotSearched: false,
  phase: { kind: "idle" },
};

export function createSearchSession({ search, pause, timeZone }: SearchDeps): SearchSession {
  const store = createStore<SearchState>(() => NOTHING);
  let current: AbortController | null = null;
  let cancelPause: (() => void) | null = null;

  /** Ends what is on its way and begins anew. */
  function begin(): AbortController {
    current?.abort();
    cancelPause?.();
    cancelPause = null;
    current = new AbortController();
    return current;
  }

  async function answer(question: Question, mine: AbortController): Promise<void> {
    store.setState({ phase: { kind: "searching" } });
    const kinds = question.kind === null ? HIT_KINDS : [question.kind];
    const limit = question.kind === null ? GROUP_SIZE : PAGE_SIZE;
    try {
      const pages = await Promise.all(
        kinds.map((kind) => search.query({ q: question.q, kind, limit, timeZone }, { signal: mine.signal })),
      );
      if (mine.signal.aborted) return;
      const groups = kinds.map((kind, index) => ({
        kind,
        items: pages[index]?.items ?? [],
        hasMore: pages[index]?.hasMore ?? false,
      }));
      const spelled = pages.find((page) => page.spelled.length > 0 && page.items.length > 0)?.spelled ?? [];
      const olderNotSearched = pages.some((page) => page.olderNotSearched === true);
      store.setState({ answered: question, groups, spelled, olderNotSearched, phase: { kind: "idle" } });
    } catch (error) {
      if (!mine.signal.aborted) store.setState({ phase: { kind: "failed", error } });
    }
  }

  return {
    store,
    ask: ({ q, kind }) => {
      const mine = begin();
      const question: Question = { q: q.trim(), kind };
      if (question.q === "") {
        store.setState(NOTHING, true);
      } else if (Array.from(question.q).length < MIN_QUERY_CHARS) {
        store.setState({ ...NOTHING, phase: { kind: "too-short" } }, true);
      } else {
        store.setState({ phase: { kind: "searching" } });
        cancelPause = pause(() => void answer(question, mine), SEARCH_PAUSE_MS);
      }
    },
    loadMore: async () => {
      const { answered, groups, phase } = store.getState();
      const [group] = groups;
      if (answered === null || answered.kind === null || group?.hasMore !== true || phase.kind !== "idle") return;
      const mine = begin();
      store.setState({ phase: { kind: "loading-more" } });
      try {
        const input = { q: answered.q, kind: answered.kind, offset: group.items.length, limit: PAGE_SIZE, timeZone };
        const page = await search.query(input, { signal: mine.signal });
        if (mine.signal.aborted) return;
        const items = withoutRepeats([...group.items, ...page.items]);
        store.setState({ groups: [{ kind: group.kind, items, hasMore: page.hasMore }], phase: { kind: "idle" } });
      } catch (error) {
        if (!mine.signal.aborted) store.setState({ phase: { kind: "failed", error } });
      }
    },
    close: () => {
      current?.abort();
      cancelPause?.();
    },
  };
}

/** Documents that changed between two pages may move from one into the other. */
function withoutRepeats(hits: readonly SearchHit[]): SearchHit[] {
  return [...new Map(hits.map((hit) => [hit.id, hit])).values()];
}
