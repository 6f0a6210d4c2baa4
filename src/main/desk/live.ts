import { merge, map, type Observable, type Subscription } from "rxjs";
import type { DeskSetup, DeskStatus, LiveEntry, StageCounts } from "#shared/contract/desk.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { Notification } from "#shared/model/inbox-item.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { DeskContext } from "./context.ts";
import { isNotification } from "./queries/notifications.ts";
import { outboxItemViewsOf } from "./queries/outbox.ts";
import { conversationViewOf, messageViewsOf, ticketCardsOf, viewOf } from "./queries/views.ts";

/** How long changes are gathered before they are told: long enough to fold a ticket's several writes into one, too short to see. */
const GATHER_MS = 40;

/** Changes gathered between two entries; beyond it a client is better off loading again. */
const MAX_GATHERED = 2000;

type Collected = {
  tickets: Map<string, Ticket>;
  messages: Map<string, Message>;
  activities: Map<string, Activity>;
  conversations: Map<string, Conversation>;
  outbox: Map<string, OutboxItem>;
  notifications: Map<string, Notification>;
  setup: boolean;
  status: boolean;
};

export type LiveSources = {
  /** Whose notifications are told. */
  readonly userId: UserId;
  status(): Promise<DeskStatus>;
  setup(): DeskSetup;
  stageCounts(): Promise<StageCounts>;
  /** Fires when the status changed by something that is no document: a job's progress, the simulator. */
  readonly statusChanges: Observable<void>;
};

/** The live feed of one client: the hello, then what changed, until the signal ends it. */
export async function* liveFeed(
  context: DeskContext,
  sources: LiveSources,
  protocol: number,
  signal?: AbortSignal,
): AsyncGenerator<LiveEntry> {
  const { store } = context;
  let collected = nothing();
  let wake: (() => void) | null = null;
  const changed = merge(
    store.tickets.changes.pipe(map((documents) => () => addAll(collected.tickets, documents))),
    store.messages.changes.pipe(map((documents) => () => addAll(collected.messages, documents))),
    store.activities.changes.pipe(map((documents) => () => addAll(collected.activities, documents))),
    store.conversations.changes.pipe(map((documents) => () => addAll(collected.conversations, documents))),
    store.setup.changes.pipe(map(() => () => (collected.setup = collected.status = true))),
    store.outbox.changes.pipe(map((documents) => () => addAll(collected.outbox, documents))),
    store.inboxItems.changes.pipe(
      map((documents) => () => {
        const mine = documents.filter(isNotification).filter(({ userId }) => userId === sources.userId);
        addAll(collected.notifications, mine);
      }),
    ),
    sources.statusChanges.pipe(map(() => () => (collected.status = true))),
  );
  const subscription: Subscription = changed.subscribe((note) => {
    note();
    wake?.();
  });
  const stop = () => wake?.();
  signal?.addEventListener("abort", stop);

  try {
    yield {
      type: "hello",
      protocol,
      status: await sources.status(),
      setup: sources.setup(),
      stageCounts: await sources.stageCounts(),
    };
    while (!signal?.aborted) {
      if (isNothing(collected)) await new Promise<void>((resolve) => (wake = resolve));
      wake = null;
      if (signal?.aborted) return;
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const batch = collected;
      collected = nothing();
      yield await entryOf(context, sources, protocol, batch);
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    subscription.unsubscribe();
  }
}

async function entryOf(
  context: DeskContext,
  sources: LiveSources,
  protocol: number,
  batch: Collected,
): Promise<LiveEntry> {
  const hello = batch.tickets.size + batch.messages.size + batch.outbox.size > MAX_GATHERED;
  if (hello) {
    return {
      type: "hello",
      protocol,
      status: await sources.status(),
      setup: sources.setup(),
      stageCounts: await sources.stageCounts(),
    };
  }
  const hasCounts = batch.tickets.size > 0 || batch.setup;
  const isCounted = [batch.conversations, batch.messages, batch.outbox, batch.notifications].some(
    ({ size }) => size > 0,
  );
  const hasStatus = batch.status || isCounted;
  // What the outbox says of a message is part of its view.
  const outbox = Array.from(batch.outbox.values());
  const sent = await context.store.messages.getMany(outbox.map(({ messageId }) => messageId));
  const messages = Array.from(new Map([...sent, ...batch.messages]).values());
  return {
    type: "changes",
    tickets: await ticketCardsOf(context.store, Array.from(batch.tickets.values())),
    messages: await messageViewsOf(context.store, messages),
    activities: Array.from(batch.activities.values(), (activity) => viewOf(activity)),
    conversations: Array.from(batch.conversations.values(), conversationViewOf),
    ...(outbox.length > 0 ? { outbox: await outboxItemViewsOf(context, outbox) } : {}),
    ...(batch.notifications.size > 0 ? { notifications: Array.from(batch.notifications.values(), viewOf) } : {}),
    ...(batch.setup ? { setup: sources.setup() } : {}),
    ...(hasCounts ? { stageCounts: await sources.stageCounts() } : {}),
    ...(hasStatus ? { status: await sources.status() } : {}),
  };
}

function nothing(): Collected {
  return {
    tickets: new Map(),
    messages: new Map(),
    activities: new Map(),
    conversations: new Map(),
    outbox: new Map(),
    notifications: new Map(),
    setup: false,
    status: false,
  };
}

function isNothing(collected: Collected): boolean {
  const { setup, status, ...documents } = collected;
  return !setup && !status && Object.values(documents).every(({ size }) => size === 0);
}

function addAll<Doc extends { id: string }>(into: Map<string, Doc>, documents: readonly Doc[]): void {
  for (const document of documents) into.set(document.id, document);
}
