/** A desk that belongs to a team: its replica and what keeps it current, from the opening of the core to its closing. */
import { Subject } from "rxjs";
import type { ServerNews } from "#shared/sync/protocol.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { adoptRows } from "./adopt.ts";
import type { OpenLink, SyncLink } from "./client/link.ts";
import { dropRefused, refusedCopies, type RefusedCopy } from "./client/refused.ts";
import { createReplica, type Replica } from "./client/replica.ts";
import { NEW_REPLICA, openReplicaRecord, passageFromStart } from "./client/replica-state.ts";
import { createSyncClient, type SyncClient, type SyncStatus } from "./client/sync-client.ts";
import { writeMembership, type Membership } from "./membership.ts";
import { incomingOf } from "./rows.ts";

export type MemberDeps = {
  readonly context: DeskContext;
  readonly dataDir: string;
  readonly membership: Membership;
  readonly openLink: OpenLink;
  readonly timers: Timers;
  readonly random: () => number;
  readonly observeStamp: (stamp: string) => void;
  /** This copy was put back to an earlier state. */
  readonly restored: () => Promise<void>;
  /** Asks for what only the server gives. */
  readonly exchanged: (link: SyncLink) => Promise<void>;
  /** This device was shut out. */
  readonly revoked: () => void;
};

export type Colleague = Extract<ServerNews, { news: "presence" }>["people"][number];

export type Member = Pick<SyncClient, "start" | "wake" | "status" | "skewMs" | "link" | "close"> & {
  readonly membership: Membership;
  /** The single steps, for who does without the loop around them. */
  readonly replica: Replica;
  readonly statusChanges: Subject<SyncStatus>;
  /** Who else is there, whenever that changes. */
  readonly colleagues: Subject<readonly Colleague[]>;
  refused(): Promise<RefusedCopy[]>;
  dropRefused(id: string): Promise<boolean>;
};

export async function createMember(deps: MemberDeps): Promise<Member> {
  const { context, membership, dataDir } = deps;
  const { store } = context;
  await store.replication.enable();
  const record = await openReplicaRecord(store.local, context.clock, (undo) => store.afterRollback(undo));
  const { begin } = membership;
  if (begin !== undefined) {
    if (begin.kind === "theirs") {
      await store.transaction(async () => {
        await adoptRows(store, begin.setup.map(incomingOf));
        // What is here until now is what the server gave: nothing of it goes back.
        await record.set({
          ...NEW_REPLICA,
          scope: membership.scope,
          pushed: await store.renumber(),
          checkpoint: begin.serverCommit,
          fetching: passageFromStart(0, 0),
        });
      });
    } else await store.transaction(() => record.set({ ...NEW_REPLICA, scope: membership.scope }));
    const { begin: _done, ...rest } = membership;
    await writeMembership(dataDir, rest);
  }
  const statusChanges = new Subject<SyncStatus>();
  const colleagues = new Subject<readonly Colleague[]>();
  const replica = createReplica({ context, record, observeStamp: deps.observeStamp, restored: deps.restored });
  const client = createSyncClient({
    context,
    record,
    replica,
    open: deps.openLink,
    timers: deps.timers,
    random: deps.random,
    exchanged: deps.exchanged,
    news(news) {
      if (news.news === "presence") colleagues.next(news.people);
      if (news.news === "revoked") deps.revoked();
    },
    statusChanged: (status) => statusChanges.next(status),
  });
  return {
    ...client,
    membership,
    replica,
    statusChanges,
    colleagues,
    refused: () => refusedCopies(store),
    dropRefused: (id) => dropRefused(store, id),
    async close() {
      await client.close();
      statusChanges.complete();
      colleagues.complete();
    },
  };
}
