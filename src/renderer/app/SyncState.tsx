import { Tooltip } from "@mantine/core";
import { IconCloudCheck, IconCloudExclamation, IconCloudOff, IconCloudUp } from "@tabler/icons-react";
import { classNamesOf } from "../components/class-names.ts";
import { syncLabel, syncTone } from "../components/team/sync-words.ts";
import { useDelayed } from "../components/use-delayed.ts";
import { useDeskState, useI18n } from "../state/desk-context.tsx";
import { SYNC_QUIET_MS } from "../state/limits.ts";
import { hrefOf } from "../state/routes.ts";
import type { SyncView } from "#shared/contract/membership.ts";
import css from "./BarState.module.css";

const cx = classNamesOf(css);
const ICONS = {
  good: IconCloudCheck,
  busy: IconCloudUp,
  offline: IconCloudOff,
  trouble: IconCloudExclamation,
} as const;

/** How this machine stands with its team's server; nothing on a desk that has none. Loud only where a person has to do something. */
export function SyncState() {
  const sync = useDeskState((state) => state.status?.sync);
  if (sync === undefined) return null;
  const isBusy = syncTone(sync) === "busy";
  // Each change is on its way for a moment: words that come and go with every one would only disturb.
  return isBusy ? <Busy key="busy" sync={sync} /> : <Shown sync={sync} isQuiet={syncTone(sync) === "good"} />;
}

function Busy({ sync }: { readonly sync: SyncView }) {
  const isLong = useDelayed(SYNC_QUIET_MS);
  return <Shown sync={sync} isQuiet={!isLong} />;
}

function Shown({ sync, isQuiet }: { readonly sync: SyncView; readonly isQuiet: boolean }) {
  const { t } = useI18n();
  const isRefused = sync.refused > 0 && sync.state !== "stopped";
  const tone = isRefused ? "trouble" : syncTone(sync);
  const Icon = ICONS[isQuiet && !isRefused ? "good" : tone];
  const hint = t(`team.hint.${sync.state}`);
  return (
    <Tooltip label={isRefused ? `${t("team.hint.refused", { count: sync.refused })} ${hint}` : hint} multiline w={260}>
      <a
        className={cx("state", isQuiet && !isRefused ? "quiet" : tone)}
        href={hrefOf({ page: "settings", section: "team", id: null, tab: null })}
      >
        <Icon size={16} stroke={1.75} aria-hidden />
        <span className={cx("words", isQuiet && !isRefused && "unseen")}>{syncLabel(sync, t)}</span>
      </a>
    </Tooltip>
  );
}
