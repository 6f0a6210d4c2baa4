import { IconHourglass, IconHourglassOff, IconPlayerPause } from "@tabler/icons-react";
import type { SlaState, TicketSla } from "#shared/model/sla.ts";
import { nextStanding } from "#shared/rules/sla/standing.ts";
import { useI18n } from "../../state/desk-context.tsx";
import { classNamesOf } from "../class-names.ts";
import { formatDuration } from "../format-amounts.ts";
import { formatAbsolute } from "../format-time.ts";
import { useNow } from "../use-now.ts";
import css from "./SlaBadge.module.css";

const cx = classNamesOf(css);

const ICONS = {
  running: IconHourglass,
  warning: IconHourglass,
  breached: IconHourglassOff,
  paused: IconPlayerPause,
} as const satisfies Record<Exclude<SlaState, "met">, typeof IconHourglass>;

/** What a ticket's policy asks for next, and how much time is left for it. Nothing where nothing is asked for. */
export function SlaBadge({ sla }: { readonly sla: TicketSla | null | undefined }) {
  const { t, language } = useI18n();
  const now = useNow();
  const standing = sla ? nextStanding(sla, now) : null;
  if (!sla || standing === null || standing.state === "met" || sla.stage === "closed") return null;
  const { state, target, dueAtEpochMs } = standing;
  const Icon = ICONS[state];
  const about = t(`ticketSla.badge.${state}`, {
    target: t(`ticket.sla.${target}`),
    when: dueAtEpochMs === null ? "" : formatAbsolute(dueAtEpochMs, language),
  });
  const time = dueAtEpochMs === null ? null : formatDuration(Math.abs(dueAtEpochMs - now), language);
  return (
    <span className={cx("badge", state)} role="img" aria-label={about} title={about}>
      <Icon size={12} stroke={2} aria-hidden />
      {time === null
        ? state === "paused"
          ? t("ticketSla.pausedShort")
          : null
        : state === "breached"
          ? t("ticketSla.overShort", { time })
          : time}
    </span>
  );
}
