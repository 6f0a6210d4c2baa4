/** What is asked by way of the contract, somebody waits for: imports leave them the machine. */
import { base, type RouterDeps } from "./implementer.ts";

/** Programs ask this one again and again to see how far an import has come, which must not hold it up. */
const WATCHED = "desk.status";

/** Stands before every procedure. */
export function standBack({ context: { queue } }: RouterDeps) {
  return base.middleware(({ path, next }) => {
    if (path.join(".") !== WATCHED) queue.standBack();
    return next();
  });
}
