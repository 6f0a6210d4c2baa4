import type { TicketCard } from "#shared/contract/views.ts";

/** `#12`; of a ticket that has no final number yet `#~3`, which only says that there is one to come. Null where there is nothing to show. */
export function ticketNumberText({
  number,
  provisionalNumber,
}: Pick<TicketCard, "number" | "provisionalNumber">): string | null {
  if (number !== null) return `#${number}`;
  return provisionalNumber === undefined ? null : `#~${provisionalNumber}`;
}
