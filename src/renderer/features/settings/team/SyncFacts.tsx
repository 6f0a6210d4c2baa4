import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute, formatDay } from "#renderer/components/format-time.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { SyncView } from "#shared/contract/membership.ts";
import { useHostWho } from "./use-host-who.ts";
import { MoveServer } from "./MoveServer.tsx";
import css from "./TeamSettings.module.css";

const cx = classNamesOf(css);

/** Whose desk it is, since when, how much of it is here, and who sends its mail. */
export function SyncFacts({ sync }: { readonly sync: SyncView }) {
  const { t, language } = useI18n();
  const now = useNow();
  const who = useHostWho();
  const since = sync.scope.closedSinceEpochMs;
  return (
    <dl className={cx("facts")}>
      <dt>{t("team.facts.desk")}</dt>
      <dd dir="auto">{sync.deskName}</dd>
      <dt>{t("team.facts.server")}</dt>
      <dd dir="ltr" style={{ textAlign: "start" }}>
        {sync.serverUrl} <MoveServer serverUrl={sync.serverUrl} />
      </dd>
      <dt>{t("team.facts.joined")}</dt>
      <dd title={formatAbsolute(sync.joinedAtEpochMs, language)}>{formatDay(sync.joinedAtEpochMs, now, language)}</dd>
      <dt>{t("team.facts.scope")}</dt>
      <dd>{since === null ? t("team.scope.all") : t("team.scope.since", { date: formatDay(since, now, language) })}</dd>
      <dt>{t("team.facts.host")}</dt>
      <dd>{t(`team.facts.host.${who}`)}</dd>
    </dl>
  );
}
