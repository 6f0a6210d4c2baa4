import { isSeenBy } from "#shared/rules/access/own-or-shared.ts";
import { previewMacro, runMacro } from "#main/automation/macros/run-macro.ts";
import { undoMacro } from "#main/automation/macros/undo-macro.ts";
import { createMacro, removeMacro, updateMacro } from "#main/desk/commands/macros.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

export function macrosProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { macros } = base;
  return {
    list: macros.list.handler(({ context: caller }) => {
      const { user } = actorOf(deps, caller);
      const seen = context.setup.all("macro").filter((one) => isSeenBy(one, user));
      return { items: seen.map((macro) => viewOf(macro)) };
    }),
    create: macros.create.handler(async ({ input, context: caller }) =>
      viewOf(await createMacro(context, actorOf(deps, caller), input)),
    ),
    update: macros.update.handler(async ({ input, context: caller }) =>
      viewOf(await updateMacro(context, actorOf(deps, caller), input)),
    ),
    remove: macros.remove.handler(async ({ input, context: caller }) => {
      await removeMacro(context, actorOf(deps, caller), input.id);
      return { removed: 1 };
    }),
    preview: macros.preview.handler(({ input, context: caller }) =>
      previewMacro(context, actorOf(deps, caller), input),
    ),
    run: macros.run.handler(({ input, context: caller }) => runMacro(context, actorOf(deps, caller), input)),
    undo: macros.undo.handler(({ input, context: caller }) => undoMacro(context, actorOf(deps, caller), input)),
  };
}
