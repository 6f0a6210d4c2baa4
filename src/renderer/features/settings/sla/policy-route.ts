import type { Route } from "#renderer/state/routes.ts";

/** Stands for the id of a policy that is being made. */
export const NEW_POLICY = "new";

export function policyRoute(id: string | null): Route {
  return { page: "settings", section: "sla", id, tab: null };
}
