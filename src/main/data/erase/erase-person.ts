/**
 * Erases a person: what `redact.ts` leaves is written over what was, a portion at a time; files go that nothing else uses; then the desk's file is written anew, so that what was deleted is not in its free
 * pages either. The contact goes last: cut off anywhere, the same again finds what is left.
 */
import { randomUUID } from "node:crypto";
import type { BlobId, ConversationId, MessageId, TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { mayHappen, reduceOutbox } from "#shared/rules/outbox/reduce-outbox.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { COLLECTIONS, type CollectionName, type Documents } from "#main/store/collections.ts";
import type { TellProgress } from "../backup/progress.ts";
import { eachDocument } from "../export/each-document.ts";
import { ERASED_AT_ONCE } from "../limits.ts";
import type { Footprint } from "./footprint.ts";
import {
  emptiedMessage,
  ERASED_WORDS,
  erasedActivity,
  erasedConversation,
  erasedInboxItem,
  erasedOutboxItem,
  erasedPerson,
  erasedRequest,
  erasedRun,
  nameless,
  type Erasure,
} from "./redact.ts";

export type ErasedFigures = {
  readonly messages: number;
  readonly tickets: number;
  readonly files: number;
};

type Deps = Pick<DeskContext, "store" | "queue" | "clock" | "nextStamp" | "setup">;

/** Goes to its end once begun. @throws PD_STORE_… : the same again goes on from there */
export async function erasePerson(
  context: Deps,
  footprint: Footprint,
  { tell = () => undefined, rewrite }: { readonly tell?: TellProgress; readonly rewrite: () => Promise<void> },
): Promise<ErasedFigures> {
  const { whose, conversations, tickets, emptied, nameless: anonymous } = footprint;
  const erasure: Erasure = {
    atEpochMs: context.clock.nowEpochMs(),
    isTheirs: whose.isTheirs,
    standIn: `erased-${randomUUID().slice(0, 8)}@erased.invalid`,
  };
  const ticketIds = [...tickets.keys()];
  const total = emptied.size + anonymous.size + conversations.size + ticketIds.length;
  const progress = { done: 0 };
  const step = (count: number) => tell({ step: "documents", done: (progress.done += count), total, unit: "documents" });

  await inPortions([...emptied, ...anonymous], async (ids) => {
    await change(context, "messages", ids, (message) =>
      emptied.has(message.id) ? emptiedMessage(message, erasure) : nameless(message, erasure),
    );
    await eraseOutbox(context, ids, erasure, emptied);
    step(ids.length);
  });
  await inPortions([...conversations.keys()], async (ids) => {
    await change(context, "conversations", ids, (conversation) =>
      erasedConversation(conversation, erasure, conversations.get(conversation.id) === true),
    );
    step(ids.length);
  });
  for (const ticketId of ticketIds) {
    await eraseTicket(context, ticketId, erasure, footprint);
    step(1);
  }
  await context.store.evaluations.purge();
  const files = await eraseFiles(context, footprint, tell);
  await change(context, "people", [...whose.ids], (person) => erasedPerson(person, erasure));
  tell({ step: "rewrite", done: 0, total: 0, unit: "bytes" });
  await rewrite();
  return { messages: emptied.size, tickets: [...tickets.values()].filter(Boolean).length, files };
}

async function inPortions<Id>(ids: readonly Id[], work: (ids: readonly Id[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < ids.length; at += ERASED_AT_ONCE) await work(ids.slice(at, at + ERASED_AT_ONCE));
}

/** Writes the next version of documents, as they are now; null: they stay. */
async function change<Name extends CollectionName>(
  { store, queue }: Pick<Deps, "store" | "queue">,
  name: Name,
  ids: readonly string[],
  next: (document: Documents[Name]) => Documents[Name] | null,
): Promise<void> {
  type Writable = {
    getMany(ids: readonly string[]): Promise<Map<string, Documents[Name]>>;
    write(rows: readonly { previous: Documents[Name]; next: Documents[Name] }[]): Promise<unknown>;
  };
  const collection = store[name] as unknown as Writable;
  await queue.run(async () => {
    const documents = await collection.getMany(ids);
    const rows = [...documents.values()].flatMap((previous) => {
      const changed = next(previous);
      return changed === null ? [] : [{ previous, next: changed }];
    });
    await collection.write(rows);
  }, "bulk");
}

/** What has not gone out never will: it would go out empty. */
async function eraseOutbox(
  context: Deps,
  messageIds: readonly MessageId[],
  erasure: Erasure,
  emptied: ReadonlySet<MessageId>,
): Promise<void> {
  const items = await context.store.outbox.find({ selector: { messageId: { $in: [...messageIds] } } });
  if (items.length === 0) return;
  const ids = items.map(({ id }) => id);
  await change(context, "outbox", ids, (item) => {
    const isOver = !emptied.has(item.messageId) || !mayHappen(item.state, "cancelled");
    return erasedOutboxItem(isOver ? item : reduceOutbox(item, { type: "cancelled" }), erasure);
  });
}

async function eraseTicket(context: Deps, ticketId: TicketId, erasure: Erasure, footprint: Footprint): Promise<void> {
  const { store } = context;
  const isAlone = footprint.tickets.get(ticketId) === true;
  await change(context, "tickets", [ticketId], (ticket) => {
    const beganByThem =
      isAlone || footprint.conversations.get(ticket.originConversationId ?? ("" as ConversationId)) === true;
    const changes: Partial<Ticket> = { snippet: "", ...(beganByThem ? { subject: ERASED_WORDS } : {}) };
    return touch(ticket, changes, context.nextStamp(), COLLECTIONS.tickets.sets);
  });
  const idsOf = async (found: Promise<readonly { readonly id: string }[]>) => (await found).map(({ id }) => id);
  await change(context, "activities", await idsOf(store.activities.find({ selector: { ticketId } })), (activity) =>
    erasedActivity(activity, erasure, isAlone),
  );
  await context.queue.run(async () => {
    await store.evaluations.remove(await store.evaluations.find({ selector: { ticketId } }));
  }, "bulk");
  const inbox = await store.inboxItems.find({ selector: { ticketId } });
  const told = inbox.filter(({ kind }) => isAlone || kind === "notification");
  await change(
    context,
    "inboxItems",
    told.map(({ id }) => id),
    (item) => erasedInboxItem({ ...item, stamps: item.stamps }, erasure),
  );
  if (!isAlone) return;
  await change(context, "runs", await idsOf(store.runs.find({ selector: { ticketId } })), (run) =>
    erasedRun(run, erasure),
  );
  await change(
    context,
    "webhookRequests",
    await idsOf(store.webhookRequests.find({ selector: { ticketId } })),
    (request) => erasedRequest(request, erasure),
  );
}

/** @returns how many are gone */
async function eraseFiles({ store, setup }: Deps, { files }: Footprint, tell: TellProgress): Promise<number> {
  const going = new Set<BlobId>(files.keys());
  const keep = ({ rawBlobId, htmlBlobId, attachments }: Message): void => {
    if (rawBlobId !== null) going.delete(rawBlobId);
    if (htmlBlobId !== null) going.delete(htmlBlobId);
    for (const { blobId } of attachments) going.delete(blobId);
  };
  for await (const message of eachDocument(store, "messages")) keep(message);
  const templates = JSON.stringify(setup.all("mail-template"));
  let done = 0;
  for (const id of going) {
    if (!templates.includes(id)) await store.files.remove(id);
    tell({ step: "files", done: (done += 1), total: going.size, unit: "documents" });
  }
  return going.size;
}
