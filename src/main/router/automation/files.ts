import type { RouterDeps } from "../implementer.ts";

export function workflowFilesProcedures(_deps: RouterDeps) {
  return {};
}
