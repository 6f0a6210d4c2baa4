/**
 * The server's half of replication. It answers what devices ask, knows nothing of how the questions reached it, and keeps nothing of a device but how far that has come: a device that comes again tells where it is.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { REPLICATED_COLLECTIONS } from "#shared/sync/collections.ts";
import { CATCH_UP_CHARACTERS, CATCH_UP_TICKETS, SYNC_PROTOCOL_VERSION } from "#shared/sync/limits.ts";
import { SyncQuestion, type HelloAnswer, type ServerNews } from "#shared/sync/protocol.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Presence } from "#main/desk/presence.ts";
import type { Timers } from "#main/desk/timers.ts";
import type { ChangedRow } from "#main/store/replication/replication-log.ts";
import { merge as mergeStreams } from "rxjs";
import { repositoryOf } from "../adopt.ts";
import { openStageIds } from "../open-stage-ids.ts";
import { BELL_DELAY_MS, LONGEST_WAIT_MS } from "../limits.ts";
import { followShutOut, shutOut, userOfCaller, userOfCallerNow, type SyncCaller } from "./callers.ts";
import { createFeed, feedRowOf, type FeedRow } from "./feed-window.ts";
import { receiveRows, type ReceiveDeps } from "./receive.ts";
import { createDeviceProgress } from "./device-progress.ts";
import { openDeskIdentity } from "./desk-identity.ts";
import { searchOlder, type SearchDesk } from "./search-older.ts";
import { createServerFiles, type ServerFiles } from "./server-files.ts";
import { createPartials } from "../files/partials.ts";

export type { SyncCaller } from "./callers.ts";

export type SyncServerDeps = Pick<ReceiveDeps, "observeStamp" | "amend" | "afterwards"> & {
  readonly context: DeskContext;
  /** The server's folder. */
  readonly dataDir: string;
  /** What the host of a machine that joined kept beside its documents is this desk's from now on. */
  readonly takeOver: (handedOver: unknown) => Promise<void>;
  /** Who works at the server's own screens is there too. */
  readonly presence: Presence;
  /** Calls the contract's accounts in somebody's name. @throws what that says */
  readonly accounts: (caller: Pick<SyncCaller, "userId" | "address">, name: string, input: unknown) => Promise<unknown>;
  readonly timers: Timers;
  /** The desk's own search. */
  readonly search: SearchDesk;
};

export type SyncConnection = {
  /** @returns the answer as JSON: `{"answer":…}` or `{"error":{code,message}}`; never throws */
  ask(question: unknown): Promise<string>;
  /** Tells the device that it was shut out, and hears it no more. */
  revoke(): void;
  close(): void;
};

export type SyncServer = {
  /** @param tell takes what the server says unasked */
  connect(caller: SyncCaller, tell: (news: ServerNews) => void): SyncConnection;
  readonly files: ServerFiles;
  /** How many devices are connected. */
  connections(): number;
  close(): void;
};

/** Opens the replication of a desk that is a team's server. */
export async function createSyncServer(deps: SyncServerDeps): Promise<SyncServer> {
  const { context } = deps;
  const { store } = context;
  await store.replication.enable();
  const identity = await openDeskIdentity(context, deps.dataDir);
  const feed = createFeed(store.replication);
  const { presence } = deps;
  const progress = createDeviceProgress(store.local, context.clock);
  const partials = createPartials(join(deps.dataDir, "incoming"));
  await partials.tidy();
  const open = new Set<OpenConnection>();
  const waiters = new Set<(newest: number) => void>();
  const shutOuts = followShutOut(context, (isMeant) => {
    for (const connection of open) if (isMeant(connection.caller)) connection.revoke();
  });
  let bell: (() => void) | null = null;

  // A commit changes several collections: who listens is told once.
  const changes = mergeStreams(...REPLICATED_COLLECTIONS.map((name) => repositoryOf(store, name).changes));
  const subscription = changes.subscribe(() => {
    if (open.size > 0) bell ??= deps.timers.after(BELL_DELAY_MS, () => void ring());
  });

  async function ring(): Promise<void> {
    bell = null;
    try {
      const newest = await feed.read();
      for (const connection of open) connection.tellNewest(newest);
      for (const tell of waiters) tell(newest);
    } catch (error) {
      context.log.error("Devices could not be told of a change; they ask again by themselves.", { error });
    }
  }

  const afterwards: ReceiveDeps["afterwards"] = async (rows, fresh, deviceId) => {
    await deps.afterwards(rows, fresh, deviceId);
    await progress.pushed(
      deviceId,
      rows.reduce((last, { commit }) => Math.max(last, commit), 0),
    );
  };

  subscription.add(
    presence.changes.subscribe(() => {
      for (const connection of open) connection.tell({ news: "presence", people: presence.allBut(connection.key) });
    }),
  );

  function connect(caller: SyncCaller, tell: (news: ServerNews) => void): SyncConnection {
    const own = new Set<number>();
    /** Told that it was put back to there; by asking anything else it shows that it has acted on that. */
    let putBackTo: number | null = null;
    const connection: OpenConnection = {
      key: `device-${randomUUID()}`,
      caller,
      tell,
      tellNewest: (commit) => tell({ news: "newest", commit }),
      revoke() {
        if (state !== "open") return;
        close("revoked");
        tell({ news: "revoked" });
      },
    };
    const { deviceId } = caller;
    let state: "open" | "closed" | "revoked" = "open";
    open.add(connection);
    let stopWaiting: () => void = () => undefined;

    function close(as: "closed" | "revoked"): void {
      if (state !== "open") return;
      state = as;
      open.delete(connection);
      stopWaiting();
      presence.gone(connection.key);
    }

    /** @throws PD_SYNC_REVOKED, PD_SYNC_OFFLINE */
    function requireOpen(): void {
      if (state === "revoked") throw shutOut();
      if (state === "closed") throw new PipedeskError("PD_SYNC_OFFLINE", "This connection is closed.");
    }

    const forCaller = (rows: readonly FeedRow[]) =>
      rows.filter(({ commit, userId }) => !own.has(commit) && (userId === null || userId === caller.userId));

    /** The newest commit, as soon as it is newer than that one, or after a while. */
    async function newerThan(after: number): Promise<number> {
      const newest = await feed.read();
      if (newest > after) return newest;
      return new Promise((resolve) => {
        const cancel = deps.timers.after(LONGEST_WAIT_MS, () => finish(newest));
        function finish(commit: number): void {
          cancel();
          waiters.delete(finish);
          resolve(commit);
        }
        waiters.add(finish);
        stopWaiting = () => finish(newest);
      });
    }

    async function answer(question: SyncQuestion): Promise<string> {
      const user = await userOfCaller(context, caller);
      if (putBackTo !== null && question.ask !== "hello") {
        const to = putBackTo;
        putBackTo = null;
        await store.transaction(() => progress.putBack(deviceId, to));
      }
      switch (question.ask) {
        case "hello": {
          if (question.protocol !== SYNC_PROTOCOL_VERSION) throw otherVersion(question.protocol);
          const { deskId } = identity.current();
          if (question.deskId !== null && question.deskId !== deskId)
            throw new PipedeskError("PD_SYNC_OTHER_DESK", "The server holds another desk than this device.");
          const newest = await feed.read();
          // What it was told by this database this database doesn't know any more.
          if (question.incarnation === identity.current().incarnation && question.checkpoint > newest)
            await identity.renew();
          const restored = question.pushed < (await progress.pushedBy(deviceId));
          putBackTo = restored ? question.pushed : null;
          return JSON.stringify({
            deskId,
            incarnation: identity.current().incarnation,
            userId: user.id,
            newest,
            tickets: await store.replication.countTickets(),
            nowEpochMs: context.clock.nowEpochMs(),
            restored,
          } satisfies HelloAnswer);
        }
        case "pull": {
          const found = await feed.since(question.after);
          if (found === null) return JSON.stringify({ kind: "too-many", upTo: await store.replication.newest() });
          for (const commit of own) if (commit <= question.after) own.delete(commit);
          return `{"kind":"changes","upTo":${found.upTo},"rows":${textOf(forCaller(found.rows))}}`;
        }
        case "catch-up": {
          const part = await store.replication.catchUp({
            after: question.after,
            cursor: question.cursor,
            openStageIds: openStageIds(context.setup),
            closedSinceEpochMs: question.scope.closedSinceEpochMs,
            maxTickets: CATCH_UP_TICKETS,
            maxBytes: CATCH_UP_CHARACTERS,
          });
          return `{"rows":${textOf(wireRows(part.rows))},"cursor":${JSON.stringify(part.cursor)},"tickets":${part.tickets}}`;
        }
        case "tickets":
          return `{"rows":${textOf(wireRows(await store.replication.tickets(question.ids)))}}`;
        case "push": {
          const received = await receiveRows(
            { ...deps, putBack: () => identity.putBack(), afterwards },
            question.rows,
            {
              user: () => userOfCallerNow(context, caller),
              deviceId,
            },
          );
          if (received.asItCame !== null) own.add(received.asItCame);
          return JSON.stringify({ refused: received.refused });
        }
        case "numbers":
          return JSON.stringify(await context.numbers.lease(deviceId, question.count, question.requestId));
        case "take-over":
          if (!user.permissions.includes("super-admin"))
            throw new PipedeskError("PD_ACCESS_PERMISSION", "Only a super admin may bring a desk along.");
          await deps.takeOver(question.handedOver);
          return "{}";
        case "wait":
          return JSON.stringify({ newest: await newerThan(question.after) });
        case "accounts":
          return JSON.stringify((await deps.accounts(caller, question.name, question.input)) ?? null);
        case "presence":
          presence.tell(
            connection.key,
            { userId: user.id, ticketId: question.ticketId, isTyping: question.isTyping },
            null,
          );
          return "{}";
        case "search":
          return JSON.stringify(await searchOlder(context, deps.search, question, user.id));
      }
    }

    const wireRows = (rows: readonly ChangedRow[]) =>
      rows.map(feedRowOf).filter(({ userId }) => userId === null || userId === caller.userId);

    return {
      async ask(text) {
        const parsed = SyncQuestion.safeParse(text);
        if (!parsed.success) {
          const [issue] = parsed.error.issues;
          return errorText(
            new PipedeskError("PD_SYNC_MESSAGE", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`),
          );
        }
        try {
          requireOpen();
          const answered = await answer(parsed.data);
          // Nothing of the desk goes to who was shut out meanwhile.
          if (state === "revoked") throw shutOut();
          return `{"answer":${answered}}`;
        } catch (error) {
          // A stack that ran out: no document of ours is that deep.
          if (error instanceof RangeError)
            return errorText(new PipedeskError("PD_SYNC_MESSAGE", "It is nested too deep."));
          if (errorCodeOf(error) === undefined)
            context.log.error("A device's question could not be answered.", { error, ask: parsed.data.ask });
          return errorText(error);
        }
      },
      revoke: () => connection.revoke(),
      close: () => close("closed"),
    };
  }

  return {
    connect,
    files: createServerFiles(context, partials),
    connections: () => open.size,
    close() {
      subscription.unsubscribe();
      shutOuts.unsubscribe();
      identity.close();
      bell?.();
      for (const tell of waiters) tell(0);
      open.clear();
    },
  };
}

type OpenConnection = {
  /** Under which presence knows it. */
  readonly key: string;
  readonly caller: SyncCaller;
  readonly tell: (news: ServerNews) => void;
  tellNewest(commit: number): void;
  revoke(): void;
};

function textOf(rows: readonly FeedRow[]): string {
  return `[${rows.map(({ text }) => text).join(",")}]`;
}

function errorText(error: unknown): string {
  const code = errorCodeOf(error) ?? "PD_INTERNAL";
  const message =
    errorCodeOf(error) === undefined ? "Something went wrong on the server." : String(Object(error).message);
  const details = error instanceof PipedeskError ? error.details : undefined;
  return JSON.stringify({ error: { code, message, details } });
}

function otherVersion(protocol: number): PipedeskError {
  const which = protocol < SYNC_PROTOCOL_VERSION ? "this device's program" : "the server";
  return new PipedeskError("PD_SYNC_VERSION", `Another version: update ${which}.`, { details: { what: which } });
}
