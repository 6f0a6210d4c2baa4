import type { TicketCard } from "#shared/contract/views.ts";
import { formatAbsolute, formatDay } from "../../../components/format-time.ts";
import { useNow } from "../../../components/use-now.ts";
import { useDeskState, useI18n } from "../../../state/desk-context.tsx";

/** What a screen reader says of a card: everything that the eye sees, in the order of importance. */
export function useCardLabel(card: TicketCard): string {
  const { t, language } = useI18n();
  const now = useNow();
  const owner = useDeskState((state) => state.setup.users.find(({ id }) => id === card.ownerId)?.name);
  const due = card.dueAtEpochMs;
  const parts = [
    card.subject === "" ? t("board.noSubject") : card.subject,
    contactOf(card) ?? t("board.nobody"),
    card.unread ? t("board.unread") : null,
    card.priority === null ? null : t(`board.priority.${card.priority}`),
    due === null
      ? null
      : t(isOverdue(card, now) ? "board.overdueSince" : "board.dueOn", { date: formatDay(due, now, language) }),
    owner === undefined ? null : t("board.owner", { name: owner }),
    card.tags.length === 0 ? null : card.tags.join(", "),
    formatAbsolute(card.lastActivityAtEpochMs, language),
  ];
  return parts.filter((part) => part !== null).join(", ");
}

/** The contact as people call them; null for a ticket without one. */
export function contactOf(card: TicketCard): string | null {
  return card.contactName || card.contactAddress || null;
}

/** Due before now and not yet closed. */
export function isOverdue(card: TicketCard, nowEpochMs: number): boolean {
  return card.dueAtEpochMs !== null && card.closedAtEpochMs === null && card.dueAtEpochMs < nowEpochMs;
}
