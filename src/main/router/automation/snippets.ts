import { isSeenBy } from "#shared/rules/access/own-or-shared.ts";
import { requireSeen } from "#main/desk/commands/own-or-shared.ts";
import { createSnippet, importSnippets, removeSnippet, updateSnippet } from "#main/desk/commands/snippets.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { fillText } from "#main/automation/snippets/fill.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

export function snippetsProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { snippets } = base;
  return {
    list: snippets.list.handler(({ context: caller }) => {
      const { user } = actorOf(deps, caller);
      const seen = context.setup.all("snippet").filter((one) => isSeenBy(one, user));
      return { items: seen.map((snippet) => viewOf(snippet)) };
    }),
    create: snippets.create.handler(async ({ input, context: caller }) =>
      viewOf(await createSnippet(context, actorOf(deps, caller), input)),
    ),
    update: snippets.update.handler(async ({ input, context: caller }) =>
      viewOf(await updateSnippet(context, actorOf(deps, caller), input)),
    ),
    remove: snippets.remove.handler(async ({ input, context: caller }) => {
      await removeSnippet(context, actorOf(deps, caller), input.id);
      return { removed: 1 };
    }),
    import: snippets.import.handler(async ({ input, context: caller }) => ({
      made: (await importSnippets(context, actorOf(deps, caller), input)).length,
    })),
    render: snippets.render.handler(({ input, context: caller }) =>
      fillText(context, requireSeen(context, actorOf(deps, caller), "snippet", input.id).text, input.ticketId),
    ),
    fill: snippets.fill.handler(({ input }) => fillText(context, input.text, input.ticketId)),
  };
}
