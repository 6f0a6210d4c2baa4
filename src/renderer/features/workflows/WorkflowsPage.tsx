import type { GalleryKey } from "#shared/automation/gallery/names.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { EditorPage } from "./editor/EditorPage.tsx";
import { WorkflowList } from "./list/WorkflowList.tsx";

/** All workflows, or the editor of one; which side of it is shown, the address says. @param ready over all of them, the gallery at this one; null: it is shut */
export function WorkflowsPage(props: { readonly workflowId: WorkflowId | null; readonly ready: GalleryKey | null }) {
  return props.workflowId === null ? <WorkflowList ready={props.ready} /> : <EditorPage id={props.workflowId} />;
}
