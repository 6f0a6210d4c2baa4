import { Button, Progress, Text } from "@mantine/core";
import {
  IconCloudCheck,
  IconCloudExclamation,
  IconCloudOff,
  IconCloudUp,
  IconClockExclamation,
  IconRefresh,
} from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatDuration } from "#renderer/components/format-amounts.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatAbsolute, formatDistance } from "#renderer/components/format-time.ts";
import { errorWords, stoppedWords, syncTone, waitingSentence } from "#renderer/components/team/sync-words.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { Warning } from "#renderer/components/Warning.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { SyncView } from "#shared/contract/membership.ts";
import { SavedMark } from "../form/SavedMark.tsx";
import { useSaving } from "../form/use-saving.ts";
import css from "./TeamSettings.module.css";

const cx = classNamesOf(css);
const ICONS = {
  good: IconCloudCheck,
  busy: IconCloudUp,
  offline: IconCloudOff,
  trouble: IconCloudExclamation,
} as const;

/** How this machine's copy stands: in words, with what it means, what comes next and what a person can do. */
export function SyncPanel({ sync }: { readonly sync: SyncView }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const saving = useSaving();
  const tone = syncTone(sync);
  const Icon = ICONS[tone];
  const isStill = sync.state === "offline" || sync.state === "stopped";
  return (
    <section className={cx("panel")} aria-label={t("team.state.title")}>
      <div className={cx("head")}>
        <Icon size={20} stroke={1.6} aria-hidden className={cx("icon", tone)} />
        <div className={cx("words")} role="status">
          <Headline sync={sync} />
          {isStill ? <Still sync={sync} /> : null}
          {sync.state === "busy" && sync.waiting !== 0 ? (
            <p className={cx("line")}>{waitingSentence(sync.waiting, t)}</p>
          ) : null}
        </div>
        {isStill ? (
          <>
            {saving.state.kind === "failed" ? <SavedMark state={saving.state} /> : null}
            <Button
              variant="default"
              flex="none"
              leftSection={<IconRefresh size={14} />}
              loading={saving.state.kind === "saving"}
              onClick={() => void saving.run(() => client.membership.syncNow())}
            >
              {t("team.tryNow")}
            </Button>
          </>
        ) : null}
      </div>
      <HowFar progress={sync.fetched} words="team.fetching" />
      <HowFar progress={sync.brought} words="team.bringing" />
      <Clock aheadMs={sync.clockAheadMs} />
    </section>
  );
}

function Headline({ sync }: { readonly sync: SyncView }) {
  const { t, language } = useI18n();
  const now = useNow();
  const { state, sinceEpochMs } = sync;
  const absolute = sinceEpochMs === null ? undefined : formatAbsolute(sinceEpochMs, language);
  if (state === "offline")
    return (
      <h2 className={cx("title")} title={absolute}>
        {sinceEpochMs === null
          ? t("team.state.offline")
          : t("team.state.offlineSince", { time: formatMoment(sinceEpochMs, now, language) })}
      </h2>
    );
  return (
    <>
      <h2 className={cx("title", state === "stopped" && "trouble")}>{t(`team.state.${state}`)}</h2>
      {state === "synced" && sinceEpochMs !== null ? (
        <p className={cx("line")} title={absolute}>
          {t("team.state.lastExchange", { time: formatDistance(Math.min(sinceEpochMs, now), now, language) })}
        </p>
      ) : null}
    </>
  );
}

/** What it means that nothing comes and goes, and why it is so. */
function Still({ sync }: { readonly sync: SyncView }) {
  const { t } = useI18n();
  const { state, waiting, errorCode } = sync;
  const lines =
    state === "stopped"
      ? [...stoppedWords(errorCode, t), waitingSentence(waiting, t)]
      : [
          ...(errorCode === null || errorCode === "PD_SYNC_OFFLINE" ? [] : [errorWords(errorCode, t)]),
          t("team.state.offlineText"),
          `${waitingSentence(waiting, t)} ${t("team.state.lookText")}`,
        ];
  return lines.map((line) => (
    <p key={line} className={cx("line")}>
      {line}
    </p>
  ));
}

function HowFar(props: { readonly progress: SyncView["fetched"]; readonly words: "team.fetching" | "team.bringing" }) {
  const { t } = useI18n();
  if (props.progress === null) return null;
  const { tickets, ticketsInAll } = props.progress;
  return (
    <div className={cx("progress")}>
      <Progress value={ticketsInAll === 0 ? 100 : (100 * tickets) / ticketsInAll} aria-label={t("team.progress")} />
      <Text size="xs" c="dimmed" mt={4}>
        {t(props.words, { done: tickets, total: ticketsInAll })}
      </Text>
    </div>
  );
}

function Clock({ aheadMs }: { readonly aheadMs: number | null }) {
  const { t, language } = useI18n();
  if (aheadMs === null) return null;
  return (
    <div className={cx("clock")}>
      <Warning icon={<IconClockExclamation size={18} />} title={t("team.clock.title")}>
        {t(aheadMs > 0 ? "team.clock.ahead" : "team.clock.behind", {
          time: formatDuration(Math.abs(aheadMs), language),
        })}
      </Warning>
    </div>
  );
}
