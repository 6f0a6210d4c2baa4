/** Which workflows of the list are shown. Pure. */
import type { DeskSetup } from "#shared/contract/desk.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { WorkflowId } from "#shared/model/ids.ts";

export const WORKFLOW_STATES = ["on", "off", "draft", "problems"] as const;
export type WorkflowState = (typeof WORKFLOW_STATES)[number];
export const WORKFLOW_ORIGINS = ["user", "stage", "template"] as const satisfies readonly WorkflowView["origin"][];

export type ListFilter = {
  readonly search: string;
  readonly pipelineId: string | null;
  readonly state: WorkflowState | null;
  readonly origin: WorkflowView["origin"] | null;
};

export const NO_FILTER: ListFilter = { search: "", pipelineId: null, state: null, origin: null };

export const isFiltered = ({ search, ...rest }: ListFilter): boolean =>
  search.trim() !== "" || Object.values(rest).some((value) => value !== null);

/** @param faulty those with a mistake or a warning */
export function isShown(
  workflow: WorkflowView,
  { search, pipelineId, state, origin }: ListFilter,
  drafts: DeskSetup["workflowDrafts"],
  faulty: ReadonlySet<WorkflowId>,
): boolean {
  const { id, name, description } = workflow;
  const words = search.trim().toLowerCase();
  if (!name.toLowerCase().includes(words) && !description.toLowerCase().includes(words)) return false;
  if (pipelineId !== null && workflow.pipelineId !== pipelineId && workflow.pipelineId !== null) return false;
  if (origin !== null && workflow.origin !== origin) return false;
  switch (state) {
    case null:
      return true;
    case "on":
      return workflow.enabled;
    case "off":
      return !workflow.enabled;
    case "draft":
      return drafts.some(({ workflowId }) => workflowId === id);
    case "problems":
      return faulty.has(id);
  }
}
