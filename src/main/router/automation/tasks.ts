import type { RouterDeps } from "../implementer.ts";

export function tasksProcedures(_deps: RouterDeps) {
  return {};
}
