import type { TicketId } from "#shared/model/ids.ts";
import type { DeskContext } from "../context.ts";

/** H1b: stamp of the newest thing on a ticket; '' where nothing happened yet. */
export async function newestStampOf({ store }: DeskContext, ticketId: TicketId): Promise<string> {
  const [newest] = await store.activities.find({
    selector: { ticketId },
    sort: [{ stamp: "desc" }, { id: "desc" }],
    limit: 1,
  });
  return newest?.stamp ?? "";
}
