/**
 * The one place where the core refuses what a person's seat does not allow, whatever the procedure: it stands before each of them, so that a new one can't be forgotten. What is no plain read
 * is shut to viewers unless the contract opens it (`viewers`).
 */
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { hasLeft, mayWrite } from "#shared/rules/access/roles.ts";
import { actorOf, base, type RouterDeps } from "./implementer.ts";

/**
 * Throws PD_ACCESS_VIEWER to a viewer, PD_ACCESS_TOKEN to who left. Reads that are under way for somebody who left end with their connection, which the host closes.
 * @rule A3
 */
export function seatGuard(deps: RouterDeps) {
  return base.middleware(({ context, procedure, next }) => {
    const { route, meta } = procedure["~orpc"];
    if (route.method === "GET") return next();
    const { user } = actorOf(deps, context);
    if (hasLeft(user)) throw new PipedeskError("PD_ACCESS_TOKEN", `${user.name} left this desk.`);
    if (mayWrite(user) || meta.viewers !== undefined) return next();
    throw new PipedeskError("PD_ACCESS_VIEWER", "A viewer sees everything and changes nothing.");
  });
}
