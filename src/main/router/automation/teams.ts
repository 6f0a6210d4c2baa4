import type { RouterDeps } from "../implementer.ts";

export function teamsProcedures(_deps: RouterDeps) {
  return {};
}
