/**
 * How many there are of what the interface shows a number of. Counted once when the desk opens, over indexes; from then on each change moves the
 * counts by what the document was before and what it is after, so that a change costs the same on every desk.
 */
import type { Subscription } from "rxjs";
import type { DeskStatus, StageCounts } from "#shared/contract/desk.ts";
import type { PipelineId, UserId } from "#shared/model/ids.ts";
import type { OutboxState } from "#shared/model/outbox-item.ts";
import { outboxByState, ticketsByStage, unreadByUser } from "#main/store/grouped-counts.ts";
import type { Repository } from "#main/store/repository.ts";
import type { Store } from "#main/store/store.ts";
import type { SetupCache } from "./setup-cache.ts";

export type RunningCounts = {
  /** Tickets of each stage that there is. @throws PD_DESK_NOT_FOUND */
  stages(pipelineId?: PipelineId): StageCounts;
  /** @param userId whose notifications are counted */
  desk(userId: UserId): DeskStatus["counts"];
  close(): void;
};

/** Documents of one collection by what `keyOf` says of each; those of which it says null are not counted. */
type Tally = { of(key: string): number; total(): number };

/** Nothing may be written until it resolves: a change while the first count is on its way would be missed or counted twice. */
export async function createRunningCounts(store: Store, setup: SetupCache): Promise<RunningCounts> {
  const subscriptions: Subscription[] = [];

  function tally<Doc extends { id: string }>(
    { transitions }: Pick<Repository<Doc>, "transitions">,
    keyOf: (document: Doc) => string | null,
    first: Iterable<readonly [string, number]>,
  ): Tally {
    const counts = new Map(first);
    let total = Array.from(counts.values()).reduce((sum, count) => sum + count, 0);
    const add = (key: string | null, by: number) => {
      if (key === null) return;
      total += by;
      const count = (counts.get(key) ?? 0) + by;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    };
    subscriptions.push(
      transitions.subscribe((changes) => {
        for (const { previous, next } of changes) {
          add(previous && keyOf(previous), -1);
          add(next && keyOf(next), 1);
        }
      }),
    );
    return {
      of: (key) => counts.get(key) ?? 0,
      total: () => total,
    };
  }

  const placeOf = ({ pipelineId, stageId }: { pipelineId: string; stageId: string }) =>
    JSON.stringify([pipelineId, stageId]);
  const tickets = tally(
    store.tickets,
    placeOf,
    ticketsByStage(store.sql).map(({ count, ...place }) => [placeOf(place), count]),
  );
  const messages = tally(store.messages, () => "", [["", await store.messages.count({})]]);
  const contacts = tally(store.people, ({ kind }) => (kind === "contact" ? "" : null), [
    ["", await store.people.count({ kind: "contact" })],
  ]);
  const inbox = tally(store.conversations, ({ ticketId }) => (ticketId === null ? "" : null), [
    ["", await store.conversations.count({ ticketId: null })],
  ]);
  const outbox = tally(store.outbox, ({ state }) => state, outboxByState(store.sql));
  const unread = tally(
    store.inboxItems,
    (item) => (item.kind === "notification" && !item.read ? item.userId : null),
    unreadByUser(store.sql),
  );
  const inStates = (...states: readonly OutboxState[]) => states.reduce((sum, state) => sum + outbox.of(state), 0);

  return {
    stages(pipelineId) {
      const pipelines = pipelineId ? [setup.require("pipeline", pipelineId)] : setup.pipelines();
      const ofPipeline = ({ id, stages }: (typeof pipelines)[number]) =>
        Object.fromEntries(
          stages.map((stage) => [stage.id, tickets.of(placeOf({ pipelineId: id, stageId: stage.id }))]),
        );
      return Object.fromEntries(pipelines.map((pipeline) => [pipeline.id, ofPipeline(pipeline)]));
    },
    desk: (userId) => ({
      tickets: tickets.total(),
      messages: messages.total(),
      contacts: contacts.total(),
      inbox: inbox.total(),
      outbox: inStates("queued", "sending", "held"),
      outboxNeedsPerson: inStates("held", "failed", "unsure"),
      unreadNotifications: unread.of(userId),
    }),
    close() {
      for (const subscription of subscriptions) subscription.unsubscribe();
    },
  };
}
