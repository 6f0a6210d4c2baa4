import type { RouterDeps } from "../implementer.ts";

export function mailTemplatesProcedures(_deps: RouterDeps) {
  return {};
}
