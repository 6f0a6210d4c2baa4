import type { RunPlace } from "#renderer/state/routes.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { EditorPage } from "./editor/EditorPage.tsx";
import { WorkflowList } from "./list/WorkflowList.tsx";

/** All workflows, or the editor of one; with `at` as it was where a run did something. */
export function WorkflowsPage(props: { readonly workflowId: WorkflowId | null; readonly at: RunPlace | null }) {
  return props.workflowId === null ? <WorkflowList /> : <EditorPage id={props.workflowId} at={props.at} />;
}
