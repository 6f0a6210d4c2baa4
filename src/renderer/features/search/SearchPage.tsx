import { Button, Loader, SegmentedControl, Text } from "@mantine/core";
import { IconSearch, IconSearchOff } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { hrefOf, useRoute } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import { HitGroupList } from "./HitGroupList.tsx";
import css from "./SearchPage.module.css";
import {
  createSearchSession,
  HIT_KINDS,
  type HitKind,
  type SearchSession,
  type SearchState,
} from "./search-session.ts";
import { SavedSearchList } from "./SavedSearchList.tsx";
import { SaveSearch } from "./SaveSearch.tsx";
import { UnknownParts } from "./UnknownParts.tsx";
import { useResultKeys } from "./use-result-keys.ts";

const cx = classNamesOf(css);

/** What was found for the words in the top bar's field, which are part of the address. */
export function SearchPage() {
  const route = useRoute();
  const { t } = useI18n();
  const q = route.page === "search" ? route.q : "";
  const [kind, setKind] = useState<HitKind | null>(null);
  const session = useSession();
  const state = useStore(session.store);
  useEffect(() => session.ask({ q, kind }), [session, q, kind]);
  const list = useRef<HTMLDivElement>(null);
  useResultKeys(list);
  useCountTold(state);

  return (
    <div className={cx("page")}>
      <div className={cx("head")}>
        <h1 className={cx("title")}>{t("search.title")}</h1>
        <SegmentedControl
          aria-label={t("search.kinds")}
          value={kind ?? ALL}
          onChange={(value) => setKind(HIT_KINDS.find((candidate) => candidate === value) ?? null)}
          data={[
            { value: ALL, label: t("search.kind.all") },
            ...HIT_KINDS.map((value) => ({ value, label: t(`search.kind.${value}`) })),
          ]}
        />
        <SaveSearch q={q} />
        {/* Its place is kept, so that nothing moves. */}
        <span className={cx("busy")}>{state.phase.kind === "searching" ? <Loader size={14} /> : null}</span>
      </div>
      <UnknownParts q={q} />
      <div ref={list} className={cx("results")}>
        {q.trim() === "" ? <SavedSearchList /> : null}
        <Results state={state} session={session} q={q} onShowKind={setKind} />
      </div>
    </div>
  );
}

const ALL = "all";

type ResultsProps = {
  readonly state: SearchState;
  readonly session: SearchSession;
  readonly q: string;
  readonly onShowKind: (kind: HitKind) => void;
};

function Results({ state, session, q, onShowKind }: ResultsProps) {
  const { t } = useI18n();
  const { answered, groups, phase } = state;
  if (phase.kind === "failed") {
    return (
      <EmptyState
        icon={<IconSearchOff size={32} stroke={1.5} />}
        title={t("search.failed")}
        text={failureText(phase.error, t)}
        action={
          <Button variant="default" onClick={() => session.ask({ q, kind: answered?.kind ?? null })}>
            {t("shell.tryAgain")}
          </Button>
        }
      />
    );
  }
  if (phase.kind === "too-short")
    return <EmptyState title={t("search.tooShort.title")} text={t("search.tooShort.text")} action={<Clear />} />;
  if (answered === null) {
    if (phase.kind === "searching") return null;
    return (
      <EmptyState
        icon={<IconSearch size={32} stroke={1.5} />}
        title={t("search.empty.title")}
        text={t("search.empty.text")}
        action={
          <Button variant="default" component="a" href={hrefOf({ page: "board", pipelineId: null })}>
            {t("shell.crash.board")}
          </Button>
        }
      />
    );
  }
  const found = groups.filter((group) => group.items.length > 0);
  if (found.length === 0) {
    return (
      <EmptyState
        icon={<IconSearchOff size={32} stroke={1.5} />}
        title={t("search.nothing.title", { q: answered.q })}
        text={t(state.olderNotSearched ? "search.olderNotSearched" : "search.nothing.text")}
        action={<Clear />}
      />
    );
  }
  const only = answered.kind === null ? undefined : found[0];
  return (
    <>
      {state.spelled.map(({ typed, meant }) => (
        <Text key={typed} size="sm" className={cx("hint")} role="status">
          {t("search.spelled", { typed, meant: meant.join("”, “") })}
        </Text>
      ))}
      {found.map((group) => (
        <HitGroupList
          key={group.kind}
          group={group}
          {...(answered.kind === null ? { onShowAll: () => onShowKind(group.kind) } : {})}
        />
      ))}
      {only?.hasMore === true ? (
        <div className={cx("more")}>
          <Button variant="default" loading={phase.kind === "loading-more"} onClick={() => void session.loadMore()}>
            {t("search.more")}
          </Button>
        </div>
      ) : null}
      {state.olderNotSearched ? <OlderNotSearched /> : null}
      <Text size="xs" c="dimmed" className={cx("hint")}>
        {t("search.keys")}
      </Text>
    </>
  );
}

/** What was found is not all there may be. */
function OlderNotSearched() {
  const { t } = useI18n();
  return (
    <Text size="sm" className={cx("hint")} role="status">
      {t("search.olderNotSearched")}
    </Text>
  );
}

function Clear() {
  const { t } = useI18n();
  return (
    <Button variant="default" component="a" href={hrefOf({ page: "search", q: "" })}>
      {t("search.clear")}
    </Button>
  );
}

function useSession(): SearchSession {
  const { client } = useDesk();
  const session = useMemo(
    () =>
      createSearchSession({
        search: client.search,
        pause,
        timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      }),
    [client],
  );
  useEffect(() => () => session.close(), [session]);
  return session;
}

/** Tells screen readers how much was found. */
function useCountTold({ answered, groups }: SearchState): void {
  const { t } = useI18n();
  const announce = useAnnounce();
  const count = groups.reduce((sum, group) => sum + group.items.length, 0);
  useEffect(() => {
    if (answered !== null) announce(t("search.found", { count }));
  }, [announce, answered, count, t]);
}

function pause(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
