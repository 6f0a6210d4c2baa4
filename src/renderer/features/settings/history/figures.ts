import type { HistoryOffer, OfferedWorkflow } from "#shared/contract/history-offers.ts";

/** Tickets that have not had their turn. */
export function leftOf({ tickets, enrolled, notEnrolled }: OfferedWorkflow): number {
  return Math.max(0, tickets - enrolled - notEnrolled.reduce((sum, one) => sum + one.tickets, 0));
}

export function sumOf({ workflows }: HistoryOffer, figure: "enrolled" | "takenOut"): number {
  return workflows.reduce((sum, one) => sum + one[figure], 0);
}
