import type { Conversation } from "#shared/model/conversation.ts";
import type { InboxItem } from "#shared/model/inbox-item.ts";
import type { Message } from "#shared/model/message.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { Person } from "#shared/model/person.ts";
import type { Run } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { Overlay } from "./overlay.ts";
import type { TicketDraft } from "./ticket-changes/ticket-draft.ts";

/**
 * A piece of work on the desk: everything is decided in memory, then written in an order that survives a crash at any point.
 *
 * 1. messages, unsettled: from here on nothing is lost; a restart repeats the rest from them.
 * 2. people, conversations, outbox, notifications.
 * 3. tickets, each in one write with its pending events: state and events cannot come apart.
 * 4. what the events make beside their tickets (decision 0009), which may be work of the same kind: then all of it again, from 1.
 * 5. activities, evaluations and runs: their ids follow from the events, so a repetition writes the same ones.
 * 6. tickets with their pending events taken out.
 * 7. messages, settled.
 */
export type Batch = {
  readonly people: Overlay<Person>;
  readonly conversations: Overlay<Conversation>;
  readonly tickets: Overlay<Ticket>;
  readonly messages: Overlay<Message>;
  readonly outbox: Overlay<OutboxItem>;
  readonly runs: Overlay<Run>;
  readonly inboxItems: Overlay<InboxItem>;
  /** Takes a ticket whose events the automations have not seen, and lets them act. */
  take(ticket: Ticket): Promise<Ticket>;
  /** Takes a changed ticket and lets the automations act on its new events. */
  change(draft: TicketDraft): Promise<Ticket>;
  /** Lets the automations act on events that were pending before: what a crash left. */
  resume(ticket: Ticket): Promise<void>;
  flush(): Promise<void>;
};
