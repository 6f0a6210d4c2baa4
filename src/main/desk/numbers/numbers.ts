import type { Observable } from "rxjs";
import { z } from "zod";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { Overlay } from "../overlay.ts";

/** Both ends belong to it. */
export const NumberBlock = z.object({ from: z.number().int().min(1), to: z.number().int().min(1) });
export type NumberBlock = z.infer<typeof NumberBlock>;

/** What a new ticket is numbered with: a final number, or one of this device's own that stands in for it. */
export type TakenNumber = Pick<Ticket, "number" | "provisionalNumber">;

/** A piece of work, as far as numbers go. */
export type PieceWithLocal = { readonly local: Overlay<LocalRecord> };

/**
 * Ticket numbers. A solo desk counts up. In a team the server counts, and gives blocks to the devices, so that what they number offline has its final number; a device whose numbers are used up
 * numbers on provisionally. No number is given twice; some are never given.
 */
export type Numbers = {
  /** For a ticket that is written with this piece of work: taken in its transaction, and given back where that is rolled back. */
  take(piece: PieceWithLocal): Promise<TakenNumber>;
  /**
   * The server's: numbers that are this device's alone. The same request again gets the same numbers: its answer was lost. Must not be called from inside queued work.
   * @param requestId made anew by the device for each block that it wants
   * @throws PD_INPUT_INVALID
   */
  lease(deviceId: string, count: number, requestId: string): Promise<NumberBlock>;
  /** The server's: the largest that it gave or knows of. Part of the caller's transaction. */
  highest(): Promise<number>;
  /** The device's: from now on these are in hand. A block that it had before adds nothing. Must not be called from inside queued work. */
  add(block: NumberBlock): Promise<void>;
  /** How many numbers this device wants from the server; 0: it has enough, or is none that wants any. */
  want(): Promise<number>;
  /** The same, as it is and whenever it is another. */
  readonly wanted: Observable<number>;
  /**
   * This database came from a backup: since then it may have given, or leased, numbers that it knows nothing of. A device has nothing in hand from now on; a server, and a desk of one's own, count on far behind them. Must not be called from inside queued work.
   */
  forget(): Promise<void>;
};
