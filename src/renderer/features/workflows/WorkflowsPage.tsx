import type { WorkflowId } from "#shared/model/ids.ts";
import { EditorPage } from "./editor/EditorPage.tsx";
import { WorkflowList } from "./list/WorkflowList.tsx";

/** All workflows, or the editor of one; which side of it is shown, the address says. */
export function WorkflowsPage({ workflowId }: { readonly workflowId: WorkflowId | null }) {
  return workflowId === null ? <WorkflowList /> : <EditorPage id={workflowId} />;
}
