import { IconCalendarDue, IconClockExclamation } from "@tabler/icons-react";
import type { TicketCard } from "#shared/contract/views.ts";
import { classNamesOf } from "../class-names.ts";
import { formatAbsolute, formatDay } from "../format-time.ts";
import { useNow } from "../use-now.ts";
import { useI18n } from "../../state/desk-context.tsx";
import css from "./DueBadge.module.css";
import { isOverdue } from "./card-facts.ts";

const cx = classNamesOf(css);

/** When the ticket is due; red once that has passed. Nothing on a closed ticket. */
export function DueBadge({ card }: { readonly card: TicketCard }) {
  const { t, language } = useI18n();
  const now = useNow();
  const due = card.dueAtEpochMs;
  if (due === null || card.closedAtEpochMs !== null) return null;
  const overdue = isOverdue(card, now);
  const date = formatAbsolute(due, language);
  const Icon = overdue ? IconClockExclamation : IconCalendarDue;
  const about = t(overdue ? "board.overdueSince" : "board.dueOn", { date });
  return (
    <span className={cx("badge", overdue && "overdue")} role="img" aria-label={about} title={about}>
      <Icon size={12} stroke={2} />
      {formatDay(due, now, language)}
    </span>
  );
}
