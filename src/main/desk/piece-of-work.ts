import type { InboxItem } from "#shared/model/inbox-item.ts";
import type { RunId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { WebhookRequest } from "#shared/model/webhook-request.ts";
import type { WorkDocuments } from "./automations.ts";
import type { Overlay } from "./overlay.ts";
import type { Made, TicketDraft } from "./ticket-changes/ticket-draft.ts";

/**
 * A piece of work on the desk: everything is decided in memory over what was read, then written in one commit. A crash leaves all of it or nothing; where another write
 * came first, the whole piece is decided again.
 */
export type PieceOfWork = WorkDocuments & {
  readonly inboxItems: Overlay<InboxItem>;
  readonly webhookRequests: Overlay<WebhookRequest>;
  /** All that changes of tickets made beside them so far. */
  readonly made: readonly Made[];
  /** Takes a changed ticket and lets the automations act on its events. Returns it as it is then. */
  change(draft: TicketDraft): Promise<Ticket>;
  /** That this run fails is told to nobody: whoever asked for it gets the answer, and that it stands still was told before. */
  keepQuietOf(id: RunId): void;
  /** Carries out what is made beside the tickets, and writes all of it: part of the caller's transaction. The piece may go on after. */
  flush(): Promise<void>;
};
