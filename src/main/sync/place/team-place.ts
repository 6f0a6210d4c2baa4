/** This machine's place in a team: none, a member's, or the server's own. What changes it takes effect with the next opening of the desk, which is asked for at once. */
import { Subject, type Subscription } from "rxjs";
import type { z } from "zod";
import type { DeskStatus } from "#shared/contract/desk.ts";
import type { membership, RefusedChange, SyncView, TeamEnded } from "#shared/contract/membership.ts";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { TicketId, type UserId } from "#shared/model/ids.ts";
import { MAX_SKEW_MS } from "#shared/rules/clock/limits.ts";
import type { Presence } from "#main/desk/presence.ts";
import type { Timers } from "#main/desk/timers.ts";
import { dropRefused, refusedCopies, type RefusedCopy } from "../client/refused.ts";
import type { Member } from "../member.ts";
import { readMembership, writeMembership, writeTeamEnded, type Membership } from "../membership.ts";
import { askSignIn } from "./ask-sign-in.ts";
import { joinTeam, type JoinDeps, type JoinInput, type JoinOutput } from "./join-team.ts";
import { readServerAddress } from "./server-address.ts";

/** So long who leaves waits for the server's word, milliseconds. */
const GOODBYE_MS = 3000;

export type TeamPlace = {
  /** What of it is part of the desk's status. */
  status(): Pick<DeskStatus, "sync" | "teamEnded">;
  /** Fires whenever `status` is another. */
  readonly changes: Subject<void>;
  /** @throws PD_INPUT_INVALID, PD_SYNC_OFFLINE, PD_SYNC_NOT_THE_SERVER, PD_LINK_SPENT */
  lookUp(address: string): Promise<LookedUp>;
  /** @throws PD_SYNC_IN_TEAM and as `joinTeam` */
  join(input: JoinInput): Promise<JoinOutput>;
  /** @throws PD_SYNC_NO_TEAM, PD_ACCESS_PERMISSION for whoever's machine it is not */
  leave(userId: UserId, copy: "keep" | "erase"): Promise<void>;
  /** @throws as `lookUp`, and PD_SYNC_NO_TEAM, PD_ACCESS_PERMISSION for whoever's machine it is not */
  moveServer(userId: UserId, address: string): Promise<{ readonly serverUrl: string }>;
  /** The team wants this machine no more: its copy is erased. */
  shutOut(): Promise<void>;
  /** @throws PD_SYNC_NO_TEAM */
  syncNow(): void;
  /** @throws PD_SYNC_NO_TEAM */
  keepHere(what: KeepHere): Promise<void>;
  /** @throws PD_SYNC_NO_TEAM */
  refused(): Promise<RefusedChange[]>;
  /** @throws PD_SYNC_NO_TEAM, PD_DESK_NOT_FOUND */
  dropRefused(id: string): Promise<void>;
  dismissEnded(): Promise<void>;
  close(): void;
};
type KeepHere = z.output<NonNullable<(typeof membership.keepHere)["~orpc"]["inputSchema"]>>;
type LookedUp = z.output<NonNullable<(typeof membership.lookUp)["~orpc"]["outputSchema"]>>;

export type TeamPlaceDeps = JoinDeps & {
  /** null: this machine is no member. */
  readonly member: Member | null;
  readonly isServer: boolean;
  readonly teamEnded: TeamEnded | null;
  readonly presence: Presence;
  readonly timers: Timers;
  /** Asks for the desk to be closed and opened again. */
  readonly reopen: () => void;
};

export function createTeamPlace(deps: TeamPlaceDeps): TeamPlace {
  const { context, dataDir, member, presence } = deps;
  const changes = new Subject<void>();
  let { teamEnded } = deps;
  let refusedCount = 0;
  let isJoining = false;
  const subscriptions: Subscription[] = [];

  async function countRefused(): Promise<void> {
    const count = (await refusedCopies(context.store)).length;
    if (count === refusedCount) return;
    refusedCount = count;
    changes.next();
  }
  const recount = () =>
    void countRefused().catch((error: unknown) => context.log.error("Refused changes could not be counted", { error }));

  if (member !== null) {
    recount();
    subscriptions.push(
      // A batch that was refused ends in another state.
      member.statusChanges.subscribe(({ state }) => {
        // Where they are is not known without the server: nobody is shown as typing for hours.
        if (state === "offline" || state === "stopped") presence.setElsewhere([]);
        changes.next();
        recount();
      }),
      member.colleagues.subscribe((people) => presence.setElsewhere(people)),
      presence.changes.subscribe((where) => {
        if (where === "here") member.tellPlace(presence.here());
      }),
    );
  }

  function requireMember(): Member {
    if (member === null) throw new PipedeskError("PD_SYNC_NO_TEAM", "This desk belongs to no team.");
    return member;
  }

  function requireOwn(userId: UserId): void {
    if (requireMember().membership.userId !== userId)
      throw new PipedeskError("PD_ACCESS_PERMISSION", "Only the person whose machine it is decides on its team.");
  }

  async function end(leaving: NonNullable<Membership["leaving"]>): Promise<void> {
    const now = await readMembership(dataDir);
    // What was decided first counts: who leaves is told by the server that this machine was shut out.
    if (now === null || now.leaving !== undefined) return;
    await writeMembership(dataDir, { ...now, leaving });
    if (leaving !== "shut-out") await takeBackToken(now.tokenId);
    deps.reopen();
  }

  /** Nobody can come in with it any more. Where the server can't be asked, an administrator finds the machine in its list. */
  async function takeBackToken(deviceId: string): Promise<void> {
    try {
      const link = requireMember().link();
      const { promise: tired, resolve } = Promise.withResolvers<void>();
      const cancel = deps.timers.after(GOODBYE_MS, resolve);
      await Promise.race([tired, link.ask({ ask: "accounts", name: "revokeMyDevice", input: { deviceId } })]);
      cancel();
    } catch (error) {
      context.log.info("The team's server could not be told that this machine left", { error });
    }
  }

  return {
    changes,
    status: () => ({
      ...(member === null ? {} : { sync: viewOf(member, refusedCount) }),
      ...(teamEnded === null ? {} : { teamEnded }),
    }),

    async lookUp(given) {
      const { serverUrl, token } = readServerAddress(given);
      const agent = deps.agentFor(serverUrl);
      await askSignIn(serverUrl, "state", null, agent);
      if (token === null) return { serverUrl };
      const { purpose, deskName, name, address } = await askSignIn(serverUrl, "link", { token }, agent);
      return { serverUrl, link: { token, purpose, deskName, name, address } };
    },

    async join(input) {
      if (member !== null || deps.isServer || isJoining || (await readMembership(dataDir)) !== null)
        throw new PipedeskError("PD_SYNC_IN_TEAM", "This desk belongs to a team already.");
      isJoining = true;
      try {
        const joined = await joinTeam(deps, input);
        await writeTeamEnded(dataDir, null);
        deps.reopen();
        return joined;
      } finally {
        isJoining = false;
      }
    },

    async leave(userId, copy) {
      requireOwn(userId);
      await end(copy);
    },
    async moveServer(userId, given) {
      requireOwn(userId);
      const { serverUrl } = readServerAddress(given);
      await askSignIn(serverUrl, "state", null, deps.agentFor(serverUrl));
      const now = await readMembership(dataDir);
      if (now !== null && now.leaving === undefined) {
        await writeMembership(dataDir, { ...now, serverUrl });
        deps.reopen();
      }
      return { serverUrl };
    },
    shutOut: () => end("shut-out"),
    syncNow: () => requireMember().wake(),

    async keepHere({ scope, fileBudgetBytes }) {
      const own = requireMember();
      if (scope !== undefined) await own.setScope(scope);
      if (fileBudgetBytes !== undefined) await own.files.setBudget(fileBudgetBytes);
      changes.next();
    },
    async refused() {
      requireMember();
      return (await refusedCopies(context.store)).map(changeOf);
    },
    async dropRefused(id) {
      requireMember();
      if (!(await context.queue.run(() => dropRefused(context.store, id)))) throw notFound("refused change", id);
      await countRefused();
    },
    async dismissEnded() {
      await writeTeamEnded(dataDir, null);
      teamEnded = null;
      changes.next();
    },
    close() {
      for (const subscription of subscriptions) subscription.unsubscribe();
      changes.complete();
    },
  };
}

function viewOf(member: Member, refused: number): SyncView {
  const { serverUrl, deskName, joinedAtEpochMs } = member.membership;
  const status = member.status();
  const skewMs = member.skewMs();
  return {
    serverUrl,
    deskName,
    joinedAtEpochMs,
    scope: member.scope(),
    state: status.state,
    sinceEpochMs: "sinceEpochMs" in status ? status.sinceEpochMs : null,
    waiting: "waiting" in status ? status.waiting : 0,
    fetched: "fetched" in status ? status.fetched : null,
    brought: "brought" in status ? status.brought : null,
    errorCode: "error" in status ? status.error.code : null,
    clockAheadMs: skewMs === null || Math.abs(skewMs) <= MAX_SKEW_MS ? null : skewMs,
    refused,
    fileBudgetBytes: member.files.budgetBytes(),
    fileBytes: member.files.fetchedBytes(),
  };
}

function changeOf({ id, collection, document, isDeleted, code, message, atEpochMs }: RefusedCopy): RefusedChange {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const ticketId = TicketId.safeParse(collection === "tickets" ? document.id : document["ticketId"]);
  return {
    id,
    collection,
    title: text(document["subject"]) || text(document["name"]),
    ticketId: ticketId.success ? ticketId.data : null,
    wasDeleted: isDeleted,
    code,
    message,
    atEpochMs,
    document,
  };
}
