import type { RouterDeps } from "../implementer.ts";

export function stepCommentsProcedures(_deps: RouterDeps) {
  return {};
}
