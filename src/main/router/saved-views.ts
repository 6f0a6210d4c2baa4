import { createView, duplicateView, orderViews, removeView, updateView } from "#main/desk/commands/saved-views.ts";
import { requireView, viewsOf } from "#main/desk/queries/saved-views.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "./implementer.ts";

export function savedViewProcedures(deps: RouterDeps) {
  const { context, readers } = deps;
  const { views } = base;
  return {
    list: views.list.handler(({ context: caller }) => ({
      items: viewsOf(context, actorOf(deps, caller)).map((view) => viewOf(view)),
    })),
    get: views.get.handler(({ input, context: caller }) =>
      viewOf(requireView(context, actorOf(deps, caller), input.id)),
    ),
    counts: views.counts.handler(async ({ context: { userId }, signal }) => ({
      items: await readers.read("viewCounts", { userId }, signal),
    })),
    create: views.create.handler(async ({ input, context: caller }) =>
      viewOf(await createView(context, actorOf(deps, caller), input)),
    ),
    update: views.update.handler(async ({ input, context: caller }) =>
      viewOf(await updateView(context, actorOf(deps, caller), input)),
    ),
    duplicate: views.duplicate.handler(async ({ input, context: caller }) =>
      viewOf(await duplicateView(context, actorOf(deps, caller), input)),
    ),
    remove: views.remove.handler(async ({ input, context: caller }) => {
      await removeView(context, actorOf(deps, caller), input.id);
      return { removed: true as const };
    }),
    order: views.order.handler(async ({ input, context: caller }) => ({
      items: (await orderViews(context, actorOf(deps, caller), input.ids)).map((view) => viewOf(view)),
    })),
  };
}
