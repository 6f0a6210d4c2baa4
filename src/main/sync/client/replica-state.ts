import { z } from "zod";
import type { LocalRecord } from "#shared/model/local-record.ts";
import { CatchUpCursor, FROM_THE_BEGINNING } from "#shared/sync/cursor.ts";
import { SyncScope } from "#shared/sync/protocol.ts";
import type { Clock } from "#main/desk/context.ts";
import type { Repository } from "#main/store/repository.ts";

const REPLICA_RECORD = "sync/replica";

/** Reading everything from one end to the other, one way: where it stands. */
const Passage = z.object({
  /** Only what later commits wrote. */
  after: z.number().int(),
  cursor: CatchUpCursor,
  tickets: z.number().int(),
  /** Of how many, as far as was known when it began. */
  ticketsInAll: z.number().int(),
});
export type Passage = z.infer<typeof Passage>;

/**
 * How far this device and its server have come with each other. Written in the transaction of the rows that it tells of, so that a crash leaves both or neither; and as it is part of the desk's file,
 * a desk that is put back to an earlier state goes on from there.
 */
export const ReplicaState = z.object({
  /** Of which desk this is a copy; null: of none yet. */
  deskId: z.string().nullable(),
  incarnation: z.string().nullable(),
  userId: z.string().nullable(),
  /** The server's commits up to here are here, but for what `fetching` has still to bring. */
  checkpoint: z.number().int(),
  fetching: Passage.nullable(),
  /** This desk's commits up to here are with the server, but for what `bringing` has still to bring. */
  pushed: z.number().int(),
  bringing: Passage.nullable(),
  /** This desk's commits that the server made: from, to. They are not sent back. */
  received: z.array(z.tuple([z.number().int(), z.number().int()])),
  scope: SyncScope,
  /** More is wanted than before: behind `fetching`, closed tickets without activity since are read too. Null: they are not. */
  older: z.number().int().nullable().default(null),
});
export type ReplicaState = z.infer<typeof ReplicaState>;

/** Of a device that has nothing of the server's yet, and brings all that it has. */
export const NEW_REPLICA: ReplicaState = {
  deskId: null,
  incarnation: null,
  userId: null,
  checkpoint: 0,
  fetching: null,
  pushed: 0,
  bringing: null,
  received: [],
  scope: { closedSinceEpochMs: null },
  older: null,
};

export function passageFromStart(after: number, ticketsInAll: number): Passage {
  return { after, cursor: FROM_THE_BEGINNING, tickets: 0, ticketsInAll };
}

/** Reads the closed tickets that had no activity since, whenever they were written, and what belongs to none. */
export function olderPassage(closedSinceEpochMs: number): Passage {
  const cursor = { phase: "closed", before: { lastActivityAtEpochMs: closedSinceEpochMs, id: "" } } as const;
  return { after: 0, cursor, tickets: 0, ticketsInAll: 0 };
}

export type ReplicaRecord = {
  get(): ReplicaState;
  /** Part of the caller's transaction; what `get` tells follows it, and is taken back with it. */
  set(changes: Partial<ReplicaState>): Promise<void>;
};

/** Reads what is kept, or `NEW_REPLICA`. */
export async function openReplicaRecord(
  local: Repository<LocalRecord>,
  clock: Clock,
  afterRollback: (undo: () => void) => void,
): Promise<ReplicaRecord> {
  const parsed = ReplicaState.safeParse((await local.get(REPLICA_RECORD))?.value);
  let state = parsed.success ? parsed.data : NEW_REPLICA;
  return {
    get: () => state,
    async set(changes) {
      const before = state;
      const next = { ...state, ...changes };
      const previous = await local.get(REPLICA_RECORD);
      await local.write([
        { previous, next: { id: REPLICA_RECORD, value: next, updatedAtEpochMs: clock.nowEpochMs() } },
      ]);
      state = next;
      afterRollback(() => (state = before));
    },
  };
}

/** Adds a commit of the server's; those up to which all has been brought need not be remembered. */
export function withReceived(
  { received, pushed, bringing }: Pick<ReplicaState, "received" | "pushed" | "bringing">,
  commit: number | null,
): ReplicaState["received"] {
  const broughtUpTo = bringing === null ? pushed : Math.min(bringing.after, pushed);
  const kept = received.filter(([, to]) => to > broughtUpTo);
  if (commit === null) return kept;
  const last = kept.at(-1);
  // Between two of them there may be a commit that only this record was written by, which belongs to nobody.
  return last !== undefined && commit <= last[1] + 1
    ? [...kept.slice(0, -1), [last[0], Math.max(last[1], commit)]]
    : [...kept, [commit, commit]];
}

export function isReceived(received: ReplicaState["received"], commit: number): boolean {
  return received.some(([from, to]) => from <= commit && commit <= to);
}
