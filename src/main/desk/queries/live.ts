import { filter, merge, map, NEVER, type Observable, type Subscription } from "rxjs";
import type { DeskSetup, DeskStatus, LiveEntry, SetupChanges, StageCounts } from "#shared/contract/desk.ts";
import type { Colleague } from "#shared/sync/protocol.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { Notification } from "#shared/model/inbox-item.ts";
import type { UserId, WorkflowId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { Person } from "#shared/model/person.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { SetupDocument } from "#shared/automation/documents/setup-document.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { isFailedRun, isPausedTicket, isStuckMail } from "../attention.ts";
import type { Repository } from "#main/store/repository.ts";
import { contained } from "../contained.ts";
import type { DeskContext } from "../context.ts";
import { LIVE_GATHER_MS, MAX_GATHERED } from "../limits.ts";
import { isNotification } from "./notifications.ts";
import { outboxItemViewsOf } from "./outbox-items.ts";
import { contactViewOf, conversationViewsOf, messageViewsOf, ticketCardsOf, viewOf } from "./views.ts";

type Gathered = {
  tickets: Map<string, Ticket>;
  messages: Map<string, Message>;
  activities: Map<string, Activity>;
  conversations: Map<string, Conversation>;
  people: Map<string, Person>;
  outbox: Map<string, OutboxItem>;
  notifications: Map<string, Notification>;
  /** As it is now, or as it last was. */
  setup: Map<string, SetupDocument>;
  /** Which workflows have runs that changed: runs themselves are asked for by who shows them. */
  ran: Set<WorkflowId>;
  status: boolean;
  /** What automations left behind for a person is other than before. */
  attention: boolean;
  /** All was counted again. */
  counts: boolean;
  /** Others came, went, or went on to another ticket. */
  colleagues: boolean;
  /** Too much came to tell it one by one: the client begins anew. */
  overflowed: boolean;
};
type Documents = Exclude<keyof Gathered, "ran" | "status" | "attention" | "counts" | "colleagues" | "overflowed">;

export type LiveSources = {
  /** Whose notifications are told. */
  readonly userId: UserId;
  status(): DeskStatus;
  setup(): DeskSetup;
  /** What of these the client sees; null where it sees none of them. */
  setupChanges(changed: readonly SetupDocument[]): SetupChanges | null;
  stageCounts(): StageCounts;
  /** Fires when the status changed by something that is no document: a job's progress, the simulator. */
  readonly statusChanges: Observable<void>;
  /** Who else is there, and when that changes. Default: nobody ever is. */
  readonly colleagues?: { list(): Colleague[]; readonly changes: Observable<unknown> };
};

/**
 * The live feed of one client: the hello, then what changed, until the signal ends it. What an entry costs depends on what changed and never on how much the desk
 * holds; what waits for a slow client is bounded.
 */
export async function* liveFeed(
  context: DeskContext,
  sources: LiveSources,
  protocol: number,
  signal?: AbortSignal,
): AsyncGenerator<LiveEntry> {
  const { store } = context;
  let gathered = nothing();
  let wake: (() => void) | null = null;
  const take = (name: Documents, documents: readonly { readonly id: string }[]) => {
    // Each name's documents come from its own collection.
    const into = gathered[name] as Map<string, { readonly id: string }>;
    for (const document of documents) into.set(document.id, document);
    if (sizeOf(gathered) > MAX_GATHERED) gathered = { ...nothing(), overflowed: true };
  };
  const changed = merge(
    store.tickets.changes.pipe(map((documents) => () => take("tickets", documents))),
    store.messages.changes.pipe(map((documents) => () => take("messages", documents))),
    store.activities.changes.pipe(map((documents) => () => take("activities", documents))),
    store.conversations.changes.pipe(map((documents) => () => take("conversations", documents))),
    store.people.changes.pipe(
      map((documents) => () => {
        take(
          "people",
          documents.filter(({ kind }) => kind !== "company"),
        );
      }),
    ),
    store.setup.changes.pipe(map((documents) => () => take("setup", documents))),
    store.runs.changes.pipe(
      map((runs) => () => {
        for (const { workflowId } of runs) gathered.ran.add(workflowId);
      }),
    ),
    store.outbox.changes.pipe(map((documents) => () => take("outbox", documents))),
    store.inboxItems.changes.pipe(
      map((documents) => () => {
        const mine = documents.filter(isNotification).filter(({ userId }) => userId === sources.userId);
        take("notifications", mine);
      }),
    ),
    merge(
      noting(store.runs, isFailedRun),
      noting(store.tickets, isPausedTicket),
      noting(store.outbox, isStuckMail),
    ).pipe(map(() => () => (gathered.attention = true))),
    context.counts.recounted.pipe(map(() => () => (gathered.attention = gathered.counts = true))),
    sources.statusChanges.pipe(map(() => () => (gathered.status = true))),
    (sources.colleagues?.changes ?? NEVER).pipe(map(() => () => (gathered.colleagues = true))),
  );
  const subscription: Subscription = changed.subscribe(
    contained(
      context.log,
      "what a window is told",
      (note) => {
        note();
        wake?.();
      },
      // The window gets all of it anew.
      () => {
        gathered = { ...nothing(), overflowed: true };
        wake?.();
      },
    ),
  );
  const stop = () => wake?.();
  signal?.addEventListener("abort", stop);

  const hello = (): LiveEntry => ({
    type: "hello",
    protocol,
    status: sources.status(),
    setup: sources.setup(),
    stageCounts: sources.stageCounts(),
    ...(sources.colleagues ? { colleagues: sources.colleagues.list() } : {}),
  });
  try {
    yield hello();
    while (!signal?.aborted) {
      if (isNothing(gathered)) await new Promise<void>((resolve) => (wake = resolve));
      wake = null;
      if (signal?.aborted) return;
      await new Promise((resolve) => setTimeout(resolve, LIVE_GATHER_MS));
      const batch = gathered;
      gathered = nothing();
      yield batch.overflowed ? hello() : await changesOf(context, sources, batch);
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    subscription.unsubscribe();
  }
}

async function changesOf(context: DeskContext, sources: LiveSources, batch: Gathered): Promise<LiveEntry> {
  const setup = batch.setup.size > 0 ? sources.setupChanges(Array.from(batch.setup.values())) : null;
  const commentedWorkflowIds = workflowsCommented(batch.setup.values());
  const hasCounts = batch.tickets.size > 0 || setup !== null || batch.counts;
  const isCounted = [batch.conversations, batch.messages, batch.outbox, batch.notifications].some(
    ({ size }) => size > 0,
  );
  const hasStatus = batch.status || batch.attention || batch.setup.size > 0 || isCounted;
  // What the outbox says of a message is part of its view.
  const outbox = Array.from(batch.outbox.values());
  const sent = await context.store.messages.getMany(
    outbox.map(({ messageId }) => messageId).filter((id) => !batch.messages.has(id)),
  );
  const messages = [...sent.values(), ...batch.messages.values()];
  return {
    type: "changes",
    tickets: await ticketCardsOf(context.store, Array.from(batch.tickets.values())),
    messages: await messageViewsOf(context.store, messages),
    activities: Array.from(batch.activities.values(), (activity) => viewOf(activity)),
    conversations: await conversationViewsOf(context.store, Array.from(batch.conversations.values())),
    ...(batch.people.size > 0 ? { contacts: Array.from(batch.people.values(), contactViewOf) } : {}),
    ...(outbox.length > 0 ? { outbox: await outboxItemViewsOf(context, outbox) } : {}),
    ...(batch.notifications.size > 0 ? { notifications: Array.from(batch.notifications.values(), viewOf) } : {}),
    ...(setup ? { setup } : {}),
    ...(commentedWorkflowIds.length > 0 ? { commentedWorkflowIds } : {}),
    ...(batch.ran.size > 0 ? { ranWorkflowIds: Array.from(batch.ran) } : {}),
    ...(batch.attention ? { attentionChanged: true as const } : {}),
    ...(hasCounts ? { stageCounts: sources.stageCounts() } : {}),
    ...(hasStatus ? { status: sources.status() } : {}),
    ...(batch.colleagues ? { colleagues: sources.colleagues?.list() ?? [] } : {}),
  };
}

/** Which workflows these comments are on, each once. */
function workflowsCommented(documents: Iterable<SetupDocument>): WorkflowId[] {
  const ids = Array.from(documents, (document) => (document.kind === "step-comment" ? [document.workflowId] : []));
  return Array.from(new Set(ids.flat()));
}

/** Fires where a document is, or was, what wants a person. */
function noting<Doc extends { id: string }>(
  { transitions }: Pick<Repository<Doc>, "transitions">,
  isMeant: (document: Doc) => boolean,
): Observable<unknown> {
  const isOne = (document: Doc | null) => document !== null && isMeant(document);
  return transitions.pipe(filter((changes) => changes.some(({ previous, next }) => isOne(previous) || isOne(next))));
}

function nothing(): Gathered {
  return {
    tickets: new Map(),
    messages: new Map(),
    activities: new Map(),
    conversations: new Map(),
    people: new Map(),
    outbox: new Map(),
    notifications: new Map(),
    setup: new Map(),
    ran: new Set(),
    status: false,
    attention: false,
    counts: false,
    colleagues: false,
    overflowed: false,
  };
}

function sizeOf({
  ran: _ran,
  status: _status,
  attention: _attention,
  counts: _counts,
  colleagues: _colleagues,
  overflowed: _overflowed,
  ...documents
}: Gathered): number {
  return Object.values(documents).reduce((sum, { size }) => sum + size, 0);
}

function isNothing(gathered: Gathered): boolean {
  const { ran, status, attention, counts, colleagues, overflowed } = gathered;
  return !status && !attention && !counts && !colleagues && !overflowed && ran.size === 0 && sizeOf(gathered) === 0;
}
