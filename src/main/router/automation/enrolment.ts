import type { RouterDeps } from "../implementer.ts";

export function enrolmentProcedures(_deps: RouterDeps) {
  return {};
}
