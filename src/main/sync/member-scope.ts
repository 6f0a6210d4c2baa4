/** Which tickets a device has with it, and what it does about those that it has left with the server. */
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { SearchAnswer, type SearchHit } from "#shared/contract/search.ts";
import { MAX_FOUND_OLDER } from "#shared/sync/limits.ts";
import type { SyncScope } from "#shared/sync/protocol.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import type { FoundOlder, OlderAsked, WithServer } from "#main/desk/with-server.ts";
import type { SyncLink } from "./client/link.ts";
import type { Replica } from "./client/replica.ts";
import { olderPassage, type ReplicaRecord } from "./client/replica-state.ts";
import { SEARCH_WAIT_MS } from "./limits.ts";

export type MemberScopeDeps = {
  readonly context: Pick<DeskContext, "store">;
  readonly record: ReplicaRecord;
  readonly replica: Pick<Replica, "fetchTickets">;
  readonly timers: Timers;
  /** @throws PD_SYNC_OFFLINE */
  readonly link: () => SyncLink;
  /** There is something to fetch. */
  readonly touched: () => void;
};

export type MemberScope = WithServer & {
  scope(): SyncScope;
  /** More: what is missing is fetched from now on. Less: what is here stays, and older tickets that are not here are not fetched any more. */
  setScope(scope: SyncScope): Promise<void>;
};

export function createMemberScope({ context, record, replica, timers, link, touched }: MemberScopeDeps): MemberScope {
  const { store } = context;
  /** Closed tickets without activity since may lie with the server alone; null: none do. */
  const withServerBefore = (): number | null => {
    const { scope, fetching } = record.get();
    return fetching === null ? scope.closedSinceEpochMs : Number.MAX_SAFE_INTEGER;
  };

  async function ask(
    asked: Omit<OlderAsked, "kind"> & { readonly kind: "ticket" | "message" | null },
    closedSinceEpochMs: number,
  ): Promise<SearchAnswer> {
    const limit = MAX_FOUND_OLDER;
    return SearchAnswer.parse(await link().ask({ ask: "search", ...asked, closedSinceEpochMs, limit }));
  }

  /** @throws PD_SYNC_OFFLINE */
  async function soon<Result>(work: Promise<Result>): Promise<Result> {
    let cancel = () => undefined as void;
    const late = new Promise<never>((_resolve, reject) => {
      cancel = timers.after(SEARCH_WAIT_MS, () =>
        reject(new PipedeskError("PD_SYNC_OFFLINE", "The team's server gave no answer in time.")),
      );
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      cancel();
    }
  }

  async function notHere(hits: readonly SearchHit[]): Promise<SearchHit[]> {
    const here = await store.tickets.getMany(hits.flatMap(({ ticketId }) => (ticketId === null ? [] : [ticketId])));
    return hits.filter(({ ticketId }) => ticketId !== null && !here.has(ticketId));
  }

  return {
    scope: () => record.get().scope,
    async setScope(scope) {
      await store.transaction(async () => {
        const { scope: before, fetching, older } = record.get();
        const [from, to] = [before.closedSinceEpochMs, scope.closedSinceEpochMs];
        if (from === null || (to !== null && to >= from)) return record.set({ scope });
        // Reading from the beginning that has not passed the old limit goes on to the new one by itself.
        if (fetching !== null && fetching.after === 0 && fetching.cursor.phase !== "rest") return record.set({ scope });
        if (fetching === null) return record.set({ scope, fetching: olderPassage(from) });
        await record.set({ scope, older: Math.max(from, older ?? from) });
      });
      touched();
    },
    async fetchTicket(id) {
      const mayBeThere = withServerBefore() !== null;
      try {
        return await replica.fetchTickets(link(), [id]);
      } catch (error) {
        if (errorCodeOf(error) === "PD_SYNC_OFFLINE" && !mayBeThere) return false;
        throw error;
      }
    },
    async searchOlder({ q, kind, timeZone }, limit): Promise<FoundOlder | null> {
      const before = withServerBefore();
      if (before === null || kind === "contact" || q.trim() === "") return null;
      try {
        const found = await soon(ask({ q, kind: kind ?? null, timeZone }, before));
        return (await notHere(found.items)).slice(0, limit);
      } catch {
        // Whatever it is, what is here is shown, and that older tickets were not searched.
        return "offline";
      }
    },
  };
}
