import type { Route } from "#renderer/state/routes.ts";

/** No template has this id. */
export const NEW_TEMPLATE = "new";

export function templateRoute(id: string | null): Route {
  return { page: "settings", section: "templates", id, tab: null };
}
