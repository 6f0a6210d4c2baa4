import { actorOf, base, type RouterDeps } from "./implementer.ts";

/** Figures, counted in a reader thread. */
export function reportProcedures(deps: RouterDeps) {
  return {
    get: base.reports.get.handler(({ input, context: caller, signal }) =>
      deps.readers.read("report", { ...input, userId: actorOf(deps, caller).user.id }, signal),
    ),
  };
}
