/** Where in a desk a person is: found once, by going through everything, before anything is asked or changed. */
import type { ErasurePlan } from "#shared/contract/data.ts";
import type { BlobId, ConversationId, MessageId, TicketId } from "#shared/model/ids.ts";
import type { MailAddress } from "#shared/model/mail.ts";
import type { Message } from "#shared/model/message.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Store } from "#main/store/store.ts";
import { eachDocument } from "../export/each-document.ts";
import type { TellProgress } from "../backup/progress.ts";
import { confirmationOf, partiesOf, type Whose } from "./whose.ts";

export type Footprint = {
  readonly whose: Whose;
  /** Conversations that they took part in; true: nobody else of outside did. */
  readonly conversations: ReadonlyMap<ConversationId, boolean>;
  /** Tickets that they are on; true: theirs alone, with all that was said in them. */
  readonly tickets: ReadonlyMap<TicketId, boolean>;
  /** What they said, or was said to them alone; and the notes on tickets that are theirs alone. */
  readonly emptied: ReadonlySet<MessageId>;
  /** What others said where they took part. */
  readonly nameless: ReadonlySet<MessageId>;
  readonly notes: number;
  readonly messagesOfOthers: number;
  /** Content that goes unless something else uses it. */
  readonly files: ReadonlyMap<BlobId, number>;
};

type Deps = Pick<DeskContext, "store" | "setup">;

/** @throws the signal's reason */
export async function footprintOf(
  { store, setup }: Deps,
  whose: Whose,
  { signal, tell }: { readonly signal?: AbortSignal; readonly tell?: TellProgress } = {},
): Promise<Footprint> {
  const own = ownAddressesOf(setup);
  const isOther = (address: string) => address !== "" && !whose.isTheirs(address) && !own.has(address);
  const involved = new Set<ConversationId>();
  const apart: Message[] = [];
  for await (const { id, participants } of eachDocument(store, "conversations", signal))
    if (participants.some((address) => whose.isTheirs(address))) involved.add(id);
  const total = await store.messages.count({});
  let looked = 0;
  for await (const message of eachDocument(store, "messages", signal)) {
    looked += 1;
    tell?.({ step: "begin", done: looked, total, unit: "documents" });
    if (!partiesOf(message).some(({ address }) => whose.isTheirs(address))) continue;
    if (message.conversationId === null) apart.push(message);
    else involved.add(message.conversationId);
  }
  const found = createFound();
  for (const message of apart) found.add(message, "emptied");
  const conversations = new Map<ConversationId, boolean>();
  const tickets = new Map<TicketId, boolean>();
  for (const id of involved) {
    signal?.throwIfAborted();
    const conversation = await store.conversations.get(id);
    if (conversation === null) continue;
    const messages = await store.messages.find({ selector: { conversationId: id } });
    const others = messages.some((message) => othersOf(message).some(({ address }) => isOther(address)));
    conversations.set(id, !others);
    for (const message of messages) found.add(message, others && !isBy(whose, message) ? "nameless" : "emptied");
    if (conversation.ticketId !== null) tickets.set(conversation.ticketId, true);
  }
  for (const ticketId of await ticketsOf(store, whose)) tickets.set(ticketId, true);
  for (const ticketId of tickets.keys()) {
    signal?.throwIfAborted();
    tickets.set(ticketId, await isAlone(store, whose, ticketId, conversations));
    if (tickets.get(ticketId) !== true) continue;
    for (const message of await store.messages.find({ selector: { ticketId } }))
      if (message.kind === "note") found.add(message, "emptied");
  }
  return { whose, conversations, tickets, ...found.all() };
}

/** Who takes part by a message: whoever wrote it, or whom the desk wrote to. Whom a customer only copies in has said nothing here. */
function othersOf({ direction, from, customer, to, cc, bcc }: Message): MailAddress[] {
  if (direction === "incoming") return [customer ?? from];
  return direction === "outgoing" ? [...to, ...cc, ...bcc] : [];
}

function isBy(whose: Whose, { from, customer }: Message): boolean {
  return whose.isTheirs((customer ?? from).address) || whose.isTheirs(from.address);
}

async function ticketsOf({ tickets }: Pick<Store, "tickets">, { ids }: Whose): Promise<TicketId[]> {
  const found: TicketId[] = [];
  for (const id of ids) {
    const own = await tickets.find({ selector: { primaryContactId: id } });
    found.push(...own.map((ticket) => ticket.id));
  }
  return found;
}

/** Nobody else of outside is on the ticket or wrote in it. */
async function isAlone(
  store: Pick<Store, "tickets" | "conversations">,
  whose: Whose,
  ticketId: TicketId,
  conversations: ReadonlyMap<ConversationId, boolean>,
): Promise<boolean> {
  const ticket = await store.tickets.get(ticketId);
  if (ticket === null || !ticket.contactIds.every((id) => whose.ids.has(id))) return false;
  const all = await store.conversations.find({ selector: { ticketId } });
  return all.every(({ id }) => conversations.get(id) === true);
}

function createFound() {
  const emptied = new Set<MessageId>();
  const nameless = new Set<MessageId>();
  const files = new Map<BlobId, number>();
  let notes = 0;
  return {
    add(message: Message, as: "emptied" | "nameless"): void {
      const { id, kind, rawBlobId, htmlBlobId, attachments, sizeBytes } = message;
      if (emptied.has(id) || nameless.has(id)) return;
      (as === "emptied" ? emptied : nameless).add(id);
      if (kind === "note") notes += 1;
      if (rawBlobId !== null) files.set(rawBlobId, sizeBytes);
      if (as === "nameless") return;
      if (htmlBlobId !== null) files.set(htmlBlobId, 0);
      for (const { blobId, sizeBytes: bytes } of attachments) files.set(blobId, bytes);
    },
    all: () => ({ emptied, nameless, files, notes, messagesOfOthers: nameless.size }),
  };
}

/** The footprint as a person reads it. */
export async function planOf(store: Pick<Store, "outbox">, footprint: Footprint): Promise<ErasurePlan> {
  const { whose, conversations, tickets, emptied, files, notes, messagesOfOthers } = footprint;
  const alone = [...conversations.values()].filter(Boolean).length;
  const open = await store.outbox.find({ selector: { state: { $in: ["queued", "held"] } } });
  return {
    contactId: whose.contact.id,
    confirm: confirmationOf(whose.contact),
    name: whose.contact.name,
    addresses: [...whose.addresses].toSorted(),
    conversations: alone,
    sharedConversations: conversations.size - alone,
    messages: emptied.size - notes,
    messagesOfOthers,
    tickets: [...tickets.values()].filter(Boolean).length,
    files: files.size,
    fileBytes: [...files.values()].reduce((sum, bytes) => sum + bytes, 0),
    notes,
    outbox: open.filter(({ messageId }) => emptied.has(messageId)).length,
  };
}
