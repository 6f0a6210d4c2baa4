import type { RouterDeps } from "../implementer.ts";

export function workflowInsightProcedures(_deps: RouterDeps) {
  return {};
}
