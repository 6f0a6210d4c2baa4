import type { TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { unmergeTickets } from "#main/desk/beside/unmerge-tickets.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";

/**
 * Two devices, each for itself, may have merged tickets into each other: then all of them are closed, none stands for the others, and no merge could be undone ahead of the rest. The latest of these
 * merges is undone, so that the others hold.
 * @rule H5
 */
export async function settleRings(
  context: DeskContext,
  piece: PieceOfWork,
  ticketIds: readonly TicketId[],
): Promise<void> {
  for (const id of new Set(ticketIds)) {
    const [from] = (await ringOf(piece, id)).toSorted(latestFirst);
    const into = from?.mergedIntoTicketId === undefined ? null : await piece.tickets.get(from.mergedIntoTicketId);
    if (from === undefined || into === null) continue;
    await unmergeTickets(
      context,
      piece,
      { from, into },
      {
        atEpochMs: context.clock.nowEpochMs(),
        cause: { kind: "rule", rule: "H5" },
        depth: 0,
        nextStamp: () => context.nextStamp(),
      },
    );
  }
}

/** The tickets that are merged into one another with this one among them; none where the way from it ends, or ends in a ring without it. */
async function ringOf({ tickets }: PieceOfWork, id: TicketId): Promise<Ticket[]> {
  const ring: Ticket[] = [];
  for (let next: TicketId | undefined = id; next !== undefined && ring.every((one) => one.id !== next);) {
    const ticket: Ticket | null = await tickets.get(next);
    if (ticket === null) return [];
    ring.push(ticket);
    next = ticket.mergedIntoTicketId;
  }
  return ring.at(-1)?.mergedIntoTicketId === id ? ring : [];
}

function latestFirst(a: Ticket, b: Ticket): number {
  return (b.merge?.atEpochMs ?? 0) - (a.merge?.atEpochMs ?? 0) || (a.id < b.id ? 1 : -1);
}
