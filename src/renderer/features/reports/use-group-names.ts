import { searchValue } from "#shared/search/complete.ts";
import type { ReportDimension } from "#shared/contract/reports.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";

type GroupNames = {
  readonly nameOf: (key: string | null) => string;
  /** The operator that leaves the group's tickets; null where the search has none for it. */
  readonly searchOf: (key: string | null) => string | null;
};

/** What groups of a report are called, and how their tickets are found. */
export function useGroupNames(by: ReportDimension): GroupNames {
  const { t } = useI18n();
  const { users, channels, pipelines } = useDeskState((state) => state.setup);
  const named = { owner: users, channel: channels, pipeline: pipelines, tag: [] }[by];
  const find = (key: string | null): string | undefined =>
    by === "tag" ? (key ?? undefined) : named.find(({ id }) => id === key)?.name;
  return {
    nameOf: (key) => (key === null ? t(`reports.none.${by}`) : (find(key) ?? t("reports.gone"))),
    searchOf(key) {
      if (key === null) return by === "owner" ? "owner:none" : null;
      const name = find(key);
      if (name === undefined) return null;
      // In quotes it is that very name, and no other that begins so.
      const value = searchValue(name);
      return `${by}:${value.startsWith('"') ? value : `"${value}"`}`;
    },
  };
}
