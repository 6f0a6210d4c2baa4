import { requireAutomationAccess } from "#main/desk/commands/command.ts";
import { actorOf, base, type CoreContext, type RouterDeps } from "./implementer.ts";

/** The desk's data as a whole: for who has account access (A3). */
export function dataProcedures(deps: RouterDeps) {
  const service = deps.data;
  const { data } = base;
  const allowed = (caller: CoreContext) => {
    const actor = actorOf(deps, caller);
    requireAutomationAccess(actor);
    return actor.user.id;
  };
  return {
    check: data.check.handler(async ({ input, context: caller }) => {
      allowed(caller);
      return { findings: await service.check(input.online) };
    }),
    work: data.work.handler(({ context: caller }) => {
      allowed(caller);
      const { takesPaths, suggestedFolder } = service;
      return { work: service.work(), takesPaths, suggestedFolder };
    }),
    backUp: data.backUp.handler(({ input, context: caller }) => ({
      work: service.backUp(allowed(caller), input.path),
    })),
    inspect: data.inspect.handler(({ input, context: caller }) => {
      allowed(caller);
      return service.inspect(input.path);
    }),
    restore: data.restore.handler(({ input, context: caller }) => ({
      work: service.restore(allowed(caller), input.path),
    })),
    export: data.export.handler(({ input, context: caller }) => ({ work: service.exportAll(allowed(caller), input) })),
    erasurePlan: data.erasurePlan.handler(({ input, context: caller }) => {
      allowed(caller);
      return service.plan(input.contact);
    }),
    erase: data.erase.handler(async ({ input, context: caller }) => ({
      work: await service.erase(allowed(caller), input.contactId, input.confirm),
    })),
    cancel: data.cancel.handler(({ context: caller }) => {
      allowed(caller);
      service.cancel();
      return { done: true } as const;
    }),
  };
}
