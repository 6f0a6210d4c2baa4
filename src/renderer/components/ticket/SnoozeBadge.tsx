import { IconZzz } from "@tabler/icons-react";
import { UNTIL_ANSWERED_EPOCH_MS } from "#shared/model/ticket.ts";
import { classNamesOf } from "../class-names.ts";
import { formatAbsolute, formatDay } from "../format-time.ts";
import { useNow } from "../use-now.ts";
import { useI18n } from "../../state/desk-context.tsx";
import css from "./DueBadge.module.css";

const cx = classNamesOf(css);

/** Until when a ticket is snoozed. Nothing on one that is awake. */
export function SnoozeBadge({ untilEpochMs }: { readonly untilEpochMs: number | null | undefined }) {
  const { t, language } = useI18n();
  const now = useNow();
  if (untilEpochMs === null || untilEpochMs === undefined) return null;
  const isForTime = untilEpochMs !== UNTIL_ANSWERED_EPOCH_MS;
  const about = isForTime
    ? t("ticket.change.snoozed", { to: formatAbsolute(untilEpochMs, language) })
    : t("ticket.change.snoozedUntilAnswer");
  return (
    <span className={cx("badge")} role="img" aria-label={about} title={about}>
      <IconZzz size={12} stroke={2} />
      {isForTime ? formatDay(untilEpochMs, now, language) : null}
    </span>
  );
}
