import { firstSteps } from "#main/desk/queries/first-steps.ts";
import { showFirstSteps } from "#main/desk/first-steps.ts";
import { actorOf, base, type CoreContext, type RouterDeps } from "./implementer.ts";

/** Each person's own way to the first automated answer. */
export function firstStepsProcedures(deps: RouterDeps) {
  const { context, mail, state } = deps;
  const idOf = (caller: CoreContext) => actorOf(deps, caller).user.id;
  return {
    get: base.firstSteps.get.handler(({ context: caller }) => firstSteps(context, idOf(caller), mail.health())),
    update: base.firstSteps.update.handler(async ({ input, context: caller }) => {
      await showFirstSteps(context, idOf(caller), input.isShown);
      // The person's other windows look anew.
      state.changes.next();
      return firstSteps(context, idOf(caller), mail.health());
    }),
  };
}
