import { map, merge } from "rxjs";
import { PROTOCOL_VERSION } from "#shared/contract/base.ts";
import { handBackToServer, promoteToHost } from "#main/desk/commands/promote.ts";
import { startDesk } from "#main/desk/commands/start-desk.ts";
import { mayChangeAutomation } from "#shared/rules/access/permissions.ts";
import { requireAutomationAccess } from "#main/desk/commands/command.ts";
import { deskSetup, deskStatus, setupChanges } from "#main/desk/queries/desk-status.ts";
import { liveFeed } from "#main/desk/queries/live.ts";
import { savedSearches, setSavedSearches } from "#main/desk/saved-searches.ts";
import { actorOf, base, type CoreContext, type RouterDeps } from "./implementer.ts";
import { withOlder } from "./with-server.ts";

export function deskProcedures(deps: RouterDeps) {
  const { context, readers, state, version, jobs, mail, place, presence, data } = deps;
  const { desk } = base;
  const status = (caller: CoreContext) =>
    deskStatus(context, state, actorOf(deps, caller), version, mail.health(), {
      ...place.status(),
      ...dataStatus(caller),
    });
  const dataStatus = (caller: CoreContext) => {
    const work = data.work();
    const troubles = data.troubles();
    return mayChangeAutomation(actorOf(deps, caller).user.permissions)
      ? { ...(work === null ? {} : { dataWork: work }), ...(troubles.length === 0 ? {} : { troubles: [...troubles] }) }
      : {};
  };
  return {
    status: desk.status.handler(({ context: caller }) => status(caller)),
    stageCounts: desk.stageCounts.handler(({ input }) => context.counts.stages(input.pipelineId)),
    overdueCounts: desk.overdueCounts.handler(({ signal }) => readers.read("overdueTickets", {}, signal)),
    unreadCounts: desk.unreadCounts.handler(() => context.counts.unreadTickets()),
    start: desk.start.handler(async ({ input, context: caller }) => {
      // Asked first: a desk that calls itself the demo without one could not be started again.
      if (input.as === "demo") jobs.requireDemo();
      await startDesk(context, actorOf(deps, caller), input.as, input.deskName);
      if (input.as === "demo") jobs.makeDemo();
      return status(caller);
    }),
    import: desk.import.handler(async ({ input, context: caller }) => {
      requireAutomationAccess(actorOf(deps, caller));
      await jobs.importFile(input.file, [input.ownAddresses ?? []].flat());
      return status(caller);
    }),
    cancelImport: desk.cancelImport.handler(({ context: caller }) => {
      requireAutomationAccess(actorOf(deps, caller));
      jobs.cancelImport();
      deps.contactFiles.cancelImport();
      return status(caller);
    }),
    promote: desk.promote.handler(async ({ context: caller }) => {
      await promoteToHost(context, actorOf(deps, caller));
      return status(caller);
    }),
    handBack: desk.handBack.handler(async ({ context: caller }) => {
      await handBackToServer(context, actorOf(deps, caller));
      return status(caller);
    }),
    setSimulator: desk.setSimulator.handler(({ input, context: caller }) => {
      jobs.setSimulator(input.running);
      return status(caller);
    }),
    live: desk.live.handler(({ context: caller, signal }) => {
      // Somebody is there, and will search.
      readers.warm();
      return liveFeed(
        context,
        {
          userId: caller.userId,
          status: () => status(caller),
          setup: () => deskSetup(context, actorOf(deps, caller)),
          setupChanges: (documents) => setupChanges(context, actorOf(deps, caller), documents),
          stageCounts: () => context.counts.stages(),
          statusChanges: merge(
            state.changes,
            mail.changes,
            context.background.changes,
            context.host.changes.pipe(map(() => undefined)),
            place.changes,
            data.changes,
          ),
          colleagues: { list: () => presence.colleaguesOf(caller.userId), changes: presence.changes },
        },
        PROTOCOL_VERSION,
        signal,
      );
    }),
  };
}

export function searchProcedures(deps: RouterDeps) {
  const { context, readers } = deps;
  const idOf = (caller: CoreContext) => actorOf(deps, caller).user.id;
  return {
    saved: base.search.saved.handler(async ({ context: caller }) => ({
      items: await savedSearches(context, idOf(caller)),
    })),
    setSaved: base.search.setSaved.handler(async ({ input, context: caller }) => ({
      items: await setSavedSearches(context, idOf(caller), input.items),
    })),
    query: base.search.query.handler(({ input, signal, context: { userId } }) =>
      withOlder(deps, input, readers.read("search", { ...input, userId }, signal)),
    ),
  };
}
