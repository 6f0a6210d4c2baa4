import { PRESENCE_LASTS_MS } from "#shared/contract/membership.ts";
import { requireAutomationAccess } from "#main/desk/commands/command.ts";
import { actorOf, base, type RouterDeps } from "./implementer.ts";

/** This machine's place in a team, and where its people are. */
export function membershipProcedures(deps: RouterDeps) {
  const { place, presence } = deps;
  const { membership } = base;
  const DONE = { done: true } as const;
  return {
    lookUp: membership.lookUp.handler(({ input }) => place.lookUp(input.address)),
    join: membership.join.handler(({ input, context: caller }) => {
      requireAutomationAccess(actorOf(deps, caller));
      return place.join(input);
    }),
    leave: membership.leave.handler(async ({ input, context: caller }) => {
      await place.leave(actorOf(deps, caller).user.id, input.copy);
      return DONE;
    }),
    moveServer: membership.moveServer.handler(({ input, context: caller }) =>
      place.moveServer(actorOf(deps, caller).user.id, input.address),
    ),
    syncNow: membership.syncNow.handler(() => {
      place.syncNow();
      return DONE;
    }),
    keepHere: membership.keepHere.handler(async ({ input }) => {
      await place.keepHere(input);
      return DONE;
    }),
    refused: membership.refused.handler(async () => ({ items: await place.refused() })),
    dropRefused: membership.dropRefused.handler(async ({ input }) => {
      await place.dropRefused(input.id);
      return DONE;
    }),
    dismissEnded: membership.dismissEnded.handler(async () => {
      await place.dismissEnded();
      return DONE;
    }),
    here: membership.here.handler(({ input, context: caller }) => {
      const { windowId, ticketId, isTyping } = input;
      const { user } = actorOf(deps, caller);
      presence.tell(`${user.id}/${windowId}`, { userId: user.id, ticketId, isTyping }, PRESENCE_LASTS_MS);
      return DONE;
    }),
  };
}
