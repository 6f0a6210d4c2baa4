import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Batch } from "../batch.ts";
import type { DeskContext } from "../context.ts";
import type { ChangeOrigin } from "../ticket-changes/ticket-draft.ts";

/** Not built yet. */
export async function mergeTickets(
  _context: DeskContext,
  _batch: Batch,
  _fromTicketId: TicketId,
  _intoTicketId: TicketId,
  _origin: ChangeOrigin,
): Promise<boolean> {
  throw new PipedeskError("PD_INTERNAL", "Merging is not built yet.");
}
