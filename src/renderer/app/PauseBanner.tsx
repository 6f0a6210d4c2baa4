import { IconPlayerPause } from "@tabler/icons-react";
import { classNamesOf } from "../components/class-names.ts";
import { formatMoment } from "../components/format-moment.ts";
import { formatAbsolute } from "../components/format-time.ts";
import { useNow } from "../components/use-now.ts";
import { useDeskState, useI18n } from "../state/desk-context.tsx";
import { hrefOf } from "../state/routes.ts";
import css from "./PauseBanner.module.css";

const cx = classNamesOf(css);

/** On every screen while all automations are stopped: nobody must wonder for long why nothing happens. */
export function PauseBanner() {
  const { t, language } = useI18n();
  const paused = useDeskState((state) => state.status?.automationsPaused ?? null);
  const now = useNow();
  if (paused === null) return null;
  return (
    <div role="status" className={cx("banner")}>
      <IconPlayerPause size={15} className={cx("icon")} aria-hidden />
      <span title={formatAbsolute(paused.sinceEpochMs, language)}>
        {t("shell.automationsPaused", { when: formatMoment(paused.sinceEpochMs, now, language) })}
      </span>
      <a href={hrefOf({ page: "attention" })}>{t("shell.automationsPaused.look")}</a>
    </div>
  );
}
