import type { TicketCard } from "#shared/contract/views.ts";

/** The contact as people call them; null for a ticket without one. */
export function contactOf(card: TicketCard): string | null {
  return card.contactName || card.contactAddress || null;
}

/** Due before now and not yet closed. */
export function isOverdue(card: TicketCard, nowEpochMs: number): boolean {
  return card.dueAtEpochMs !== null && card.closedAtEpochMs === null && card.dueAtEpochMs < nowEpochMs;
}
