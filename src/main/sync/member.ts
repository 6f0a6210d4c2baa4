/** A desk that belongs to a team: its replica and what keeps it current, from the opening of the core to its closing. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Subject } from "rxjs";
import { NumbersAnswer, type Colleague } from "#shared/sync/protocol.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { adoptRows, copiesOf } from "./adopt.ts";
import type { OpenLink, SyncLink } from "./client/link.ts";
import { createReplica, type Replica, type ReplicaDeps } from "./client/replica.ts";
import { NEW_REPLICA, openReplicaRecord, passageFromStart } from "./client/replica-state.ts";
import { createSyncClient, type SyncClient, type SyncStatus } from "./client/sync-client.ts";
import type { BlobLink } from "./files/blob-link.ts";
import { createMemberFiles, type MemberFiles } from "./files/member-files.ts";
import { createPartials } from "./files/partials.ts";
import { createMemberScope, type MemberScope } from "./member-scope.ts";
import { readMembership, writeMembership, type Membership } from "./membership.ts";
import { incomingOf } from "./rows.ts";

export type MemberDeps = {
  readonly context: DeskContext;
  readonly dataDir: string;
  readonly membership: Membership;
  readonly openLink: OpenLink;
  /** How files come and go. */
  readonly blobs: BlobLink;
  readonly timers: Timers;
  readonly random: () => number;
  readonly elapsedMs: () => number;
  readonly observeStamp: (stamp: string) => void;
  readonly setClockBack: (epochMs: number) => void;
  /** What the host does about documents that arrived, where this machine was made the host. */
  readonly arrived: ReplicaDeps["arrived"];
  /** This device was shut out. */
  readonly revoked: () => void;
};

export type Member = Pick<SyncClient, "start" | "wake" | "status" | "skewMs" | "link" | "close"> &
  MemberScope & {
    /** Attachments and sources of mails. */
    readonly files: MemberFiles;
    readonly membership: Membership;
    /** The single steps, for who does without the loop around them. */
    readonly replica: Replica;
    /** What is asked of the server beside replication, after each exchange. */
    exchange(link: SyncLink): Promise<void>;
    readonly statusChanges: Subject<SyncStatus>;
    /** Who else is there, whenever that changes. */
    readonly colleagues: Subject<readonly Colleague[]>;
    /** Where the people of this machine are, for the others; told again after each loss of the connection. */
    tellPlace(people: readonly Colleague[]): void;
  };

export async function createMember(deps: MemberDeps): Promise<Member> {
  const { context, membership, dataDir } = deps;
  const { store } = context;
  await store.replication.enable();
  const record = await openReplicaRecord(store.local, context.clock, (undo) => store.afterRollback(undo));
  const { begin } = membership;
  let { handedOver } = membership;
  if (begin !== undefined) {
    if (begin.kind === "theirs") {
      await store.transaction(async () => {
        const rows = begin.setup.map(incomingOf);
        await adoptRows(store, rows, await copiesOf(store, rows));
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
    await changeMembership(({ begin: _done, ...rest }) => rest);
  }
  const statusChanges = new Subject<SyncStatus>();
  const colleagues = new Subject<readonly Colleague[]>();
  const files = await createMemberFiles({
    context,
    link: deps.blobs,
    partials: createPartials(join(dataDir, "incoming")),
    isCaughtUp: () => record.get().deskId !== null && record.get().fetching === null,
  });
  const replica = createReplica({
    context,
    record,
    beforeBringing: (rows) => files.beforeBringing(rows),
    observeStamp: deps.observeStamp,
    setClockBack: deps.setClockBack,
    arrived: deps.arrived,
    restored: () => context.numbers.forget(),
  });
  let requestId = randomUUID();
  let place: Colleague | null = null;
  /** The connection on which the server heard of it: with that it forgets. */
  let placeToldOn: SyncLink | null = null;

  async function tellServer({ ticketId, isTyping }: Colleague, link: SyncLink): Promise<void> {
    placeToldOn = link;
    await link.ask({ ask: "presence", ticketId, isTyping });
  }

  /** Numbers are asked for when most of those in hand are used up; and what a desk that was brought along kept as its own host is handed over once all of it is there. */
  async function exchange(link: SyncLink): Promise<void> {
    const count = await context.numbers.want();
    if (count > 0) {
      const block = NumbersAnswer.parse(await link.ask({ ask: "numbers", count, requestId }));
      await context.numbers.add(block);
      requestId = randomUUID();
    }
    if (place !== null && placeToldOn !== link) await tellServer(place, link);
    files.reachable();
    if (handedOver === undefined || record.get().bringing !== null) return;
    await link.ask({ ask: "take-over", handedOver });
    handedOver = undefined;
    await changeMembership(({ handedOver: _done, ...rest }) => rest);
  }

  /** As the file has it by now: the person may have decided to leave. */
  async function changeMembership(change: (membership: Membership) => Membership): Promise<void> {
    const now = await readMembership(dataDir);
    if (now !== null) await writeMembership(dataDir, change(now));
  }

  const client = createSyncClient({
    context,
    record,
    replica,
    open: deps.openLink,
    timers: deps.timers,
    random: deps.random,
    elapsedMs: deps.elapsedMs,
    exchanged: exchange,
    news(news) {
      if (news.news === "presence") colleagues.next(news.people);
    },
    statusChanged(status) {
      context.host.noteServer(status.state === "synced" || status.state === "busy");
      statusChanges.next(status);
      if (status.state === "stopped" && status.error.code === "PD_SYNC_REVOKED") deps.revoked();
    },
  });
  return {
    ...client,
    ...createMemberScope({
      context,
      record,
      replica,
      timers: deps.timers,
      link: () => client.link(),
      touched: () => client.wake(),
    }),
    files,
    start() {
      files.start();
      client.start();
    },
    membership,
    replica,
    exchange,
    statusChanges,
    colleagues,
    tellPlace(people) {
      // One person in several windows is where they type, or where they look at something.
      const rank = ({ ticketId, isTyping }: Colleague) => (isTyping ? 2 : ticketId === null ? 0 : 1);
      const [first = null] = people.toSorted((a, b) => rank(b) - rank(a));
      if (first === null && place === null) return;
      place = first ?? { userId: membership.userId, ticketId: null, isTyping: false };
      try {
        // Who can't be told now is told with the next exchange.
        tellServer(place, client.link()).catch(() => (placeToldOn = null));
      } catch {
        placeToldOn = null;
      }
    },
    async close() {
      await client.close();
      await files.close();
      statusChanges.complete();
      colleagues.complete();
    },
  };
}
