/**
 * The device's half of replication, step by step; who calls the steps, and when, is `sync-client.ts`. Each step is one question, and what it brings is written in one transaction with how far it went.
 * A step may fail at any point and be done again: merging doesn't mind what comes twice.
 */
import { canonicalJson } from "#shared/model/canonical-json.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import {
  CatchUpAnswer,
  HelloAnswer,
  PullAnswer,
  PushAnswer,
  TicketsAnswer,
  type Refusal,
  type WireRow,
} from "#shared/sync/protocol.ts";
import {
  CATCH_UP_CHARACTERS,
  CATCH_UP_TICKETS,
  MAX_BATCH_CHARACTERS,
  MAX_BATCH_ROWS,
  SYNC_PROTOCOL_VERSION,
} from "#shared/sync/limits.ts";
import { MAX_SKEW_MS } from "#shared/rules/clock/limits.ts";
import { stampsOf } from "#shared/sync/judge/judge.ts";
import type { z } from "zod";
import type { DeskContext } from "#main/desk/context.ts";
import type { ChangedRow } from "#main/store/replication/replication-log.ts";
import type { Importance } from "#main/desk/write-queue.ts";
import { adoptRows, copiesOf, freshOf, plain, repositoryOf } from "../adopt.ts";
import { openStageIds } from "../open-stage-ids.ts";
import { incomingOf, type IncomingRow } from "../rows.ts";
import type { SyncLink } from "./link.ts";
import { keepRefused } from "./refused.ts";
import { comeBack, noteTakenBack } from "./taken-back.ts";
import { stampAnew } from "./stamp-anew.ts";
import {
  isReceived,
  NEW_REPLICA,
  olderPassage,
  passageFromStart,
  withReceived,
  type ReplicaRecord,
} from "./replica-state.ts";

export type ReplicaDeps = {
  readonly context: DeskContext;
  readonly record: ReplicaRecord;
  readonly observeStamp: (stamp: string) => void;
  /** Done in the transaction in which rows arrived. `fresh`: those of which nothing was known. */
  readonly arrived: (rows: readonly IncomingRow[], fresh: ReadonlySet<IncomingRow>) => Promise<void>;
  /** The device's clock is right again: it stamps on from that moment. */
  readonly setClockBack: (epochMs: number) => void;
  /** Done before documents go out. */
  readonly beforeBringing: (rows: readonly WireRow[]) => Promise<void>;
  /** This copy was put back to an earlier state: what only this device was given is not to be used again. */
  readonly restored: () => Promise<void>;
};

export type Replica = {
  /** Who the server is, and where both stand. @throws PD_SYNC_OTHER_DESK, PD_SYNC_VERSION, … */
  hello(link: SyncLink): Promise<HelloAnswer>;
  /** Brings what is new here to the server. @returns whether there was anything */
  push(link: SyncLink): Promise<boolean>;
  /** Fetches what is new there. @returns whether there was anything */
  pull(link: SyncLink): Promise<boolean>;
  /** Goes on with reading everything, both ways, by one part. @returns whether there is more to do */
  catchUp(link: SyncLink): Promise<boolean>;
  /** Whether this device's clock is so far ahead of the server's that nothing is brought: the server would refuse it. As of the last `hello`. */
  isClockAhead(): boolean;
  /** Fetches tickets with all that belongs to them. @returns whether there was anything */
  fetchTickets(link: SyncLink, ids: readonly string[]): Promise<boolean>;
  /** Rows of this desk that the server has not got yet, as far as they go into one batch; null: more. */
  waiting(): Promise<number | null>;
};

const LIMITS = { maxRows: MAX_BATCH_ROWS, maxBytes: MAX_BATCH_CHARACTERS };

export function createReplica(deps: ReplicaDeps): Replica {
  const { context, record } = deps;
  const { store } = context;
  let clockAheadMs = 0;
  const isClockAhead = () => clockAheadMs > MAX_SKEW_MS;
  const nowOfServer = () => context.clock.nowEpochMs() - clockAheadMs;

  async function hello(link: SyncLink): Promise<HelloAnswer> {
    const { deskId, checkpoint, pushed, incarnation } = record.get();
    const nowEpochMs = context.clock.nowEpochMs();
    const answer = read(
      HelloAnswer,
      await link.ask({
        ask: "hello",
        protocol: SYNC_PROTOCOL_VERSION,
        deskId,
        incarnation,
        checkpoint,
        pushed,
        nowEpochMs,
      }),
    );
    clockAheadMs = nowEpochMs - answer.nowEpochMs;
    if (answer.restored) await deps.restored();
    const wasPutBack = incarnation !== null && (incarnation !== answer.incarnation || answer.newest < checkpoint);
    if (deskId === null || wasPutBack || record.get().userId !== answer.userId) {
      await store.transaction(() =>
        record.set({
          deskId: answer.deskId,
          incarnation: answer.incarnation,
          userId: answer.userId,
          // A server that was put back to an earlier state lacks what this device has: both tell each other everything again.
          ...(wasPutBack
            ? { checkpoint: 0, fetching: null, pushed: 0, bringing: null, received: NEW_REPLICA.received }
            : {}),
        }),
      );
    }
    return answer;
  }

  async function push(link: SyncLink): Promise<boolean> {
    if (isClockAhead()) return false;
    const { pushed, received: theirs } = record.get();
    const found = await store.replication.since(pushed, LIMITS);
    if (found === null) {
      const [upTo, tickets] = [await store.replication.newest(), await store.replication.countTickets()];
      // What has still to be brought from an earlier time is brought with it.
      const after = record.get().bringing?.after ?? pushed;
      await store.transaction(() => record.set({ bringing: passageFromStart(after, tickets), pushed: upTo }));
      return true;
    }
    const rows = found.rows.filter(({ commit }) => !isReceived(theirs, commit));
    if (rows.length === 0) return false;
    await bring(link, rows, () => {
      const state = record.get();
      const upTo = Math.max(found.upTo, state.pushed);
      return record.set({ pushed: upTo, received: withReceived({ ...state, pushed: upTo }, null) });
    });
    return true;
  }

  /**
   * Rows that were stamped while this device's clock was ahead are stamped anew and not sent yet: they come once more, as another commit.
   * @param done tells, in the transaction of what the answer changes, that the server has them
   * @throws PD_SYNC_CLOCK_AHEAD
   */
  async function bring(link: SyncLink, rows: readonly ChangedRow[], done: () => Promise<void>): Promise<void> {
    if (await stampAnew(deps, rows, nowOfServer())) return;
    const wire = rows.map(({ collection, commit, data }): WireRow => ({
      c: collection,
      n: commit,
      d: JSON.parse(data),
    }));
    await deps.beforeBringing(wire);
    const { refused } = read(PushAnswer, await link.ask({ ask: "push", rows: wire }));
    // They are as good as any once the clock is right: nothing is undone.
    const early = refused.find(({ code }) => code === "PD_SYNC_CLOCK_AHEAD");
    if (early) throw new PipedeskError("PD_SYNC_CLOCK_AHEAD", early.message);
    const sent = new Map(wire.map((row) => [`${row.c}/${row.d.id}`, incomingOf(row)]));
    await store.transaction(async () => {
      for (const refusal of refused) {
        const row = sent.get(`${refusal.c}/${refusal.id}`);
        if (row !== undefined) await takeBack(row, refusal);
      }
      await done();
    });
  }

  /** The server's copy takes the place of ours, which is kept beside; unless ours has changed since: then the new one is for the server to judge. */
  async function takeBack(row: IncomingRow, refusal: Refusal): Promise<void> {
    const repository = repositoryOf(store, row.collection);
    const own = (await repository.copies([row.document.id])).get(row.document.id);
    if (own === undefined) return;
    const sentText = canonicalJson(row.isDeleted ? { ...row.document, _deleted: true } : row.document);
    if (canonicalJson(plain(own)) !== sentText) return;
    await keepRefused(store, context.clock, row, refusal);
    if (refusal.instead === null) await noteTakenBack(store, context.clock, row);
    const commit = await store.renumber();
    const instead = refusal.instead === null ? null : incomingOf({ c: row.collection, n: 0, d: refusal.instead });
    await repository.adopt([
      instead === null
        ? { previous: own, next: row.document, isDeleted: true }
        : { previous: own, next: instead.document, isDeleted: instead.isDeleted },
    ]);
    await received(commit, record.get().pushed);
    await store.renumber();
  }

  /**
   * Up to which of this desk's commits nothing is to be brought: all that was written since came from the server. Without going on behind that, what a device that only reads was given would be read again at each look,
   * and be more than goes into a batch one day.
   */
  async function settled(): Promise<number> {
    const { pushed, received: theirs } = record.get();
    const found = await store.replication.since(pushed, LIMITS);
    return found !== null && found.rows.every(({ commit }) => isReceived(theirs, commit)) ? found.upTo : pushed;
  }

  async function received(commit: number | null, settledUpTo: number): Promise<void> {
    const state = record.get();
    const pushed = Math.max(state.pushed, settledUpTo);
    if (commit === null && pushed === state.pushed) return;
    await record.set({ received: withReceived({ ...state, pushed }, commit), pushed });
  }

  async function pull(link: SyncLink): Promise<boolean> {
    const { checkpoint } = record.get();
    const answer = read(PullAnswer, await link.ask({ ask: "pull", after: checkpoint }));
    if (answer.kind === "too-many") {
      const after = record.get().fetching?.after ?? checkpoint;
      await store.transaction(() => record.set({ fetching: passageFromStart(after, 0), checkpoint: answer.upTo }));
      return true;
    }
    if (answer.upTo <= checkpoint) return false;
    await take(answer.rows, "person", () => record.set({ checkpoint: answer.upTo }));
    await completeTickets(link, answer.rows);
    return answer.rows.length > 0;
  }

  /** In the queue of all that is decided here: a command sees what arrived wholly or not at all. */
  async function take(wire: readonly WireRow[], importance: Importance, done: () => Promise<void>): Promise<void> {
    // A run of commits may bring a document several times: its last state counts.
    const newest = new Map(wire.map((row) => [`${row.c}/${row.d.id}`, row]));
    const rows = wire.filter((row) => newest.get(`${row.c}/${row.d.id}`) === row).map(incomingOf);
    for (const { document } of rows) for (const stamp of stampsOf(document)) deps.observeStamp(stamp);
    const settledUpTo = await settled();
    await context.queue.run(async () => {
      const copies = await copiesOf(store, rows);
      const asNew = await comeBack(store, rows, copies);
      const { asItCame } = await adoptRows(store, rows, copies, undefined, asNew);
      await received(asItCame, settledUpTo);
      await done();
      await deps.arrived(rows, freshOf(rows, copies));
    }, importance);
  }

  /** A device that holds not all tickets may get news of one that it has not: it gets the rest of that too. */
  async function completeTickets(link: SyncLink, rows: readonly WireRow[]): Promise<void> {
    const { closedSinceEpochMs } = record.get().scope;
    if (closedSinceEpochMs === null) return;
    const ids = rows
      .filter(({ c, d }) => c === "tickets" && Number(d["createdAtEpochMs"]) < closedSinceEpochMs)
      .map(({ d }) => d.id)
      .slice(0, 100);
    if (ids.length === 0) return;
    await fetchTickets(link, ids);
  }

  async function fetchTickets(link: SyncLink, ids: readonly string[]): Promise<boolean> {
    const { rows } = read(TicketsAnswer, await link.ask({ ask: "tickets", ids: [...ids] }));
    if (rows.length > 0) await take(rows, "person", async () => undefined);
    return rows.length > 0;
  }

  async function catchUp(link: SyncLink): Promise<boolean> {
    const { fetching, bringing, scope } = record.get();
    if (fetching !== null) {
      const { after, cursor } = fetching;
      const answer = read(CatchUpAnswer, await link.ask({ ask: "catch-up", after, cursor, scope }));
      await take(answer.rows, "bulk", async () => {
        // Another scope was chosen while this was on its way: where reading goes on is another place, or it is asked for once more.
        if (record.get().fetching !== fetching || record.get().scope !== scope) return;
        const tickets = fetching.tickets + answer.tickets;
        if (answer.cursor !== null) return record.set({ fetching: { ...fetching, cursor: answer.cursor, tickets } });
        const { older } = record.get();
        await record.set({ fetching: older === null ? null : olderPassage(older), older: null });
      });
    }
    if (bringing !== null && !isClockAhead()) {
      const part = await store.replication.catchUp({
        after: bringing.after,
        cursor: bringing.cursor,
        openStageIds: openStageIds(context.setup),
        closedSinceEpochMs: null,
        maxTickets: CATCH_UP_TICKETS,
        maxBytes: CATCH_UP_CHARACTERS,
      });
      const { received: own } = record.get();
      const rows = part.rows.filter(({ commit }) => !isReceived(own, commit));
      const next =
        part.cursor === null ? null : { ...bringing, cursor: part.cursor, tickets: bringing.tickets + part.tickets };
      const done = () => record.set({ bringing: next });
      if (rows.length === 0) await store.transaction(done);
      else await bring(link, rows, done);
    }
    const state = record.get();
    return state.fetching !== null || (state.bringing !== null && !isClockAhead());
  }

  return {
    hello,
    push,
    pull,
    catchUp,
    isClockAhead,
    fetchTickets,
    async waiting() {
      const { pushed, received: own, bringing } = record.get();
      if (bringing !== null) return null;
      const found = await store.replication.since(pushed, LIMITS);
      return found === null ? null : found.rows.filter(({ commit }) => !isReceived(own, commit)).length;
    },
  };
}

/** @throws PD_SYNC_MESSAGE for what is no such answer */
function read<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new PipedeskError(
    "PD_SYNC_MESSAGE",
    `The server's answer: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
  );
}
