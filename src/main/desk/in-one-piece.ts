import { createPieceOfWork } from "./create-piece-of-work.ts";
import type { PieceOfWork } from "./piece-of-work.ts";
import type { DeskContext } from "./context.ts";

/** Runs work as one piece in the write queue and writes what it decided. */
export function inOnePiece<Result>(
  context: DeskContext,
  work: (piece: PieceOfWork) => Promise<Result>,
): Promise<Result> {
  return context.queue.run(async () => {
    const piece = createPieceOfWork(context);
    const result = await work(piece);
    await piece.flush();
    return result;
  });
}
