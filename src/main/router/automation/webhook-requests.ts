import type { RouterDeps } from "../implementer.ts";

export function webhookRequestsProcedures(_deps: RouterDeps) {
  return {};
}
