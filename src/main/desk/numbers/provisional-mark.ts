import type { Ticket } from "#shared/model/ticket.ts";

/** Invisible and without width (U+2060): what a person writes can't look like a mark. */
const EDGE = "\u2060";

/**
 * What a template writes for the number of a ticket that has no final one yet: `~12`, between two invisible characters, by which it is found again and gets the final number before the text leaves
 * the desk. Null where the ticket has a number, or none at all.
 */
export function provisionalMark({
  number,
  provisionalNumber,
}: Pick<Ticket, "number" | "provisionalNumber">): string | null {
  return number !== null || provisionalNumber === undefined ? null : `${EDGE}~${provisionalNumber}${EDGE}`;
}
