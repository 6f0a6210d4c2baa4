import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { createPieceOfWork } from "./create-piece-of-work.ts";
import type { PieceOfWork } from "./piece-of-work.ts";
import type { DeskContext } from "./context.ts";
import type { Importance } from "./write-queue.ts";

/** Runs work as one piece in the write queue and writes what it decided. @param importance default: a person waits */
export function inOnePiece<Result>(
  context: DeskContext,
  work: (piece: PieceOfWork) => Promise<Result>,
  importance?: Importance,
): Promise<Result> {
  return context.queue.run(async () => (await written(context, work)).result, importance);
}

/** The same, for what changes or makes a ticket. @returns the ticket after all of it @throws PD_DESK_NOT_FOUND */
export function ticketAfter(
  context: DeskContext,
  id: TicketId,
  work: (piece: PieceOfWork) => Promise<void>,
): Promise<Ticket> {
  return context.queue.run(async () => {
    const { piece } = await written(context, work);
    const ticket = await piece.tickets.get(id);
    if (!ticket) throw notFound("ticket", id);
    return ticket;
  });
}

async function written<Result>(context: DeskContext, work: (piece: PieceOfWork) => Promise<Result>) {
  const piece = createPieceOfWork(context);
  const result = await work(piece);
  await piece.flush();
  return { piece, result };
}
