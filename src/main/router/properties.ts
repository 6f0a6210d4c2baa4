import {
  archiveProperty,
  createProperty,
  orderProperties,
  removeProperty,
  restoreProperty,
  updateProperty,
} from "#main/desk/commands/properties.ts";
import { propertyUses } from "#main/desk/queries/property-uses.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "./implementer.ts";

export function propertyProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { properties } = base;
  return {
    list: properties.list.handler(() => ({ items: context.setup.all("property").map((one) => viewOf(one)) })),
    get: properties.get.handler(({ input }) => viewOf(context.setup.require("property", input.id))),
    create: properties.create.handler(async ({ input, context: caller }) =>
      viewOf(await createProperty(context, actorOf(deps, caller), input)),
    ),
    update: properties.update.handler(async ({ input, context: caller }) =>
      viewOf(await updateProperty(context, actorOf(deps, caller), input)),
    ),
    order: properties.order.handler(async ({ input, context: caller }) => ({
      items: (await orderProperties(context, actorOf(deps, caller), input.ids)).map((one) => viewOf(one)),
    })),
    uses: properties.uses.handler(({ input }) => propertyUses(context, input.id)),
    archive: properties.archive.handler(async ({ input, context: caller }) =>
      viewOf(await archiveProperty(context, actorOf(deps, caller), input.id)),
    ),
    restore: properties.restore.handler(async ({ input, context: caller }) =>
      viewOf(await restoreProperty(context, actorOf(deps, caller), input.id)),
    ),
    remove: properties.remove.handler(async ({ input, context: caller }) => {
      await removeProperty(context, actorOf(deps, caller), input.id);
      return { removed: 1 };
    }),
  };
}
