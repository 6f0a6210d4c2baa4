import { navigate, useRoute, type WorkflowLook } from "#renderer/state/routes.ts";
import type { WorkflowId } from "#shared/model/ids.ts";

export const MODES = ["edit", "history", "test", "replay"] as const satisfies readonly ("edit" | WorkflowLook)[];
/** Which side of the workflow is shown. */
export type Mode = (typeof MODES)[number];

/** The side that the address names, and the way to another one. */
export function useMode(workflowId: WorkflowId): readonly [Mode, (mode: Mode) => void] {
  const route = useRoute();
  const asked = route.page === "workflows" ? (route.at === undefined ? route.look : "history") : undefined;
  const go = (mode: Mode): void =>
    navigate(mode === "edit" ? { page: "workflows", workflowId } : { page: "workflows", workflowId, look: mode });
  return [asked ?? "edit", go];
}
