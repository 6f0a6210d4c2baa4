/**
 * How many there are of what the interface shows a number of. Counted once when the desk opens, over indexes; from then on each change moves the
 * counts by what the document was before and what it is after, so that a change costs the same on every desk.
 */
import { Subject, type Observable, type Subscription } from "rxjs";
import type { DeskStatus, StageCounts } from "#shared/contract/desk.ts";
import type { PipelineId, UserId } from "#shared/model/ids.ts";
import type { OutboxState } from "#shared/model/outbox-item.ts";
import { isInInbox } from "#shared/rules/inbox/filing.ts";
import { countFailedRuns, countPausedTickets, countStuckMails } from "#main/store/attention.ts";
import { isFailedRun, isPausedTicket, isStuckMail } from "./attention.ts";
import { outboxByState, ticketsByStage, unreadByStage, unreadByUser } from "#main/store/grouped-counts.ts";
import type { Repository } from "#main/store/repository.ts";
import type { Store } from "#main/store/store.ts";
import { RECOUNT_AFTER_MS } from "./limits.ts";
import { contained, type FaultLog } from "./contained.ts";
import { INBOX } from "./inbox-selector.ts";
import type { SetupCache } from "./setup-cache.ts";

export type RunningCounts = {
  /** Tickets of each stage that there is. @throws PD_DESK_NOT_FOUND */
  stages(pipelineId?: PipelineId): StageCounts;
  /** Those of each stage that have something nobody has read. */
  unreadTickets(): StageCounts;
  /** @param userId whose notifications are counted */
  desk(userId: UserId): DeskStatus["counts"];
  /** All was counted again, since another process of the same desk wrote. */
  readonly recounted: Observable<void>;
  close(): void;
};

type Counted = Iterable<readonly [string, number]>;

/** Documents of one collection by what `keyOf` says of each; those of which it says null are not counted. */
type Tally = { of(key: string): number; total(): number };

/** Nothing may be written until it resolves: a change while the first count is on its way would be missed or counted twice. */
export async function createRunningCounts(store: Store, setup: SetupCache, log: FaultLog): Promise<RunningCounts> {
  const subscriptions: Subscription[] = [];
  const recounted = new Subject<void>();
  const countsAnew: (() => Promise<void>)[] = [];
  let isDue: NodeJS.Timeout | null = null;
  // What a change by another process did to its document is not known: all is counted again, once for many, while this one writes nothing.
  const countAllAnew = async () => {
    isDue = null;
    try {
      await store.transaction(async () => {
        for (const countAnew of countsAnew) await countAnew();
      });
      recounted.next();
    } catch (error) {
      log.error("What there is could not be counted after another process wrote", { error });
      recountSoon();
    }
  };
  let isOpen = true;
  function recountSoon(): void {
    if (isOpen) isDue ??= setTimeout(() => void countAllAnew(), RECOUNT_AFTER_MS);
  }
  subscriptions.push(store.elsewhere.subscribe(recountSoon));

  async function tally<Doc extends { id: string }>(
    { transitions }: Pick<Repository<Doc>, "transitions">,
    keyOf: (document: Doc) => string | null,
    countAll: () => Counted | Promise<Counted>,
  ): Promise<Tally> {
    let counts = new Map<string, number>();
    let total = 0;
    const countAnew = async () => {
      counts = new Map(await countAll());
      total = Array.from(counts.values()).reduce((sum, count) => sum + count, 0);
    };
    await countAnew();
    countsAnew.push(countAnew);
    const add = (key: string | null, by: number) => {
      if (key === null) return;
      total += by;
      const count = (counts.get(key) ?? 0) + by;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    };
    subscriptions.push(
      transitions.subscribe(
        contained(
          log,
          "numbers of what there is",
          (changes) => {
            for (const { previous, next } of changes) {
              add(previous && keyOf(previous), -1);
              add(next && keyOf(next), 1);
            }
          },
          () => void countAnew().catch((error: unknown) => log.error("What there is could not be counted", { error })),
        ),
      ),
    );
    return {
      of: (key) => counts.get(key) ?? 0,
      total: () => total,
    };
  }

  const placeOf = ({ pipelineId, stageId }: { pipelineId: string; stageId: string }) =>
    JSON.stringify([pipelineId, stageId]);
  const byPlace = (counted: Awaited<ReturnType<typeof ticketsByStage>>) =>
    counted.map(({ count, ...place }) => [placeOf(place), count] as const);
  const tickets = await tally(
    store.tickets,
    (ticket) => (ticket.aside ? null : placeOf(ticket)),
    async () => byPlace(await ticketsByStage(store.sql)),
  );
  const unreadTickets = await tally(
    store.tickets,
    (ticket) => (ticket.unread && !ticket.aside ? placeOf(ticket) : null),
    async () => byPlace(await unreadByStage(store.sql)),
  );
  const messages = await tally(
    store.messages,
    () => "",
    async () => [["", await store.messages.count({})]],
  );
  const contacts = await tally(
    store.people,
    ({ kind }) => (kind === "contact" ? "" : null),
    async () => [["", await store.people.count({ kind: "contact" })]],
  );
  const inbox = await tally(
    store.conversations,
    (conversation) => (isInInbox(conversation) ? "" : null),
    async () => [["", await store.conversations.count(INBOX)]],
  );
  const outbox = await tally(
    store.outbox,
    ({ state }) => state,
    () => outboxByState(store.sql),
  );
  const attention = [
    await tally(
      store.runs,
      (run) => (isFailedRun(run) ? "" : null),
      async () => [["", await countFailedRuns(store.sql)]],
    ),
    await tally(
      store.tickets,
      (ticket) => (isPausedTicket(ticket) ? "" : null),
      async () => [["", await countPausedTickets(store.sql)]],
    ),
    await tally(
      store.outbox,
      (item) => (isStuckMail(item) ? "" : null),
      async () => [["", await countStuckMails(store.sql)]],
    ),
  ];
  const unread = await tally(
    store.inboxItems,
    (item) => (item.kind === "notification" && !item.read ? item.userId : null),
    () => unreadByUser(store.sql),
  );
  const inStates = (...states: readonly OutboxState[]) => states.reduce((sum, state) => sum + outbox.of(state), 0);

  const ofStages = (counts: Tally, pipelines: ReturnType<typeof setup.pipelines>): StageCounts =>
    Object.fromEntries(
      pipelines.map(({ id, stages }) => [
        id,
        Object.fromEntries(
          stages.map((stage) => [stage.id, counts.of(placeOf({ pipelineId: id, stageId: stage.id }))]),
        ),
      ]),
    );

  return {
    recounted: recounted.asObservable(),
    stages: (pipelineId) => ofStages(tickets, pipelineId ? [setup.require("pipeline", pipelineId)] : setup.pipelines()),
    unreadTickets: () => ofStages(unreadTickets, setup.pipelines()),
    desk: (userId) => ({
      tickets: tickets.total(),
      messages: messages.total(),
      contacts: contacts.total(),
      inbox: inbox.total(),
      outbox: inStates("queued", "sending", "held"),
      outboxNeedsPerson: inStates("held", "failed", "unsure"),
      unreadNotifications: unread.of(userId),
      attention: attention.reduce((sum, one) => sum + one.total(), 0),
    }),
    close() {
      isOpen = false;
      if (isDue !== null) clearTimeout(isDue);
      for (const subscription of subscriptions) subscription.unsubscribe();
    },
  };
}
