import { createTeam, removeTeam, updateTeam } from "#main/desk/commands/teams.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

export function teamsProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { teams } = base;
  return {
    list: teams.list.handler(() => ({ items: context.setup.all("team").map((team) => viewOf(team)) })),
    get: teams.get.handler(({ input }) => viewOf(context.setup.require("team", input.id))),
    create: teams.create.handler(async ({ input, context: caller }) =>
      viewOf(await createTeam(context, actorOf(deps, caller), input)),
    ),
    update: teams.update.handler(async ({ input, context: caller }) =>
      viewOf(await updateTeam(context, actorOf(deps, caller), input)),
    ),
    remove: teams.remove.handler(async ({ input, context: caller }) => {
      await removeTeam(context, actorOf(deps, caller), input.id);
      return { removed: 1 };
    }),
  };
}
