import { useEffect, useState } from "react";
import { useDeskState } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { draftOf } from "#shared/automation/edit-steps/draft.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { PipelineId, StageId, UserId } from "#shared/model/ids.ts";
import { isSameDraft, openedFrom, type Opened } from "./editor-state.ts";
import { createEditorStore, type EditorStore } from "./editor-store.ts";

/**
 * Opens a workflow to be edited, as it is saved or as somebody left it (`opened`). What another window saves of it is taken over, unless something unsaved is here.
 */
export function useOpened(
  workflow: WorkflowView,
  { opened = openedFrom(workflow) }: { readonly opened?: Opened } = {},
): EditorStore {
  const mayEdit = useMayChange();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const me = useDeskState((state) => state.status?.me.id);
  const [editor] = useState(() => {
    const pipeline = pipelines.find(({ id }) => id === workflow.pipelineId) ?? pipelines[0];
    return createEditorStore(opened, {
      id: workflow.id,
      mayEdit,
      hasOwnPlace: workflow.origin !== "user",
      random: Math.random,
      offer: {
        pipelineId: PipelineId.parse(pipeline?.id),
        stageId: StageId.parse(pipeline?.stages[0]?.id),
        userId: UserId.parse(me),
        workflowId: workflow.id,
        timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
    });
  });
  useEffect(() => editor.setMayEdit(mayEdit), [editor, mayEdit]);
  useEffect(() => {
    const { saved, history, revision } = editor.getState();
    const told = draftOf(workflow);
    // What the feed tells may be older than what the desk has answered since.
    if (workflow.revision < revision || isSameDraft(told, saved)) return;
    if (isSameDraft(told, history.draft)) editor.saved(history.draft, told, workflow.revision);
    else if (!editor.isChanged()) editor.adopt(workflow);
  }, [editor, workflow]);
  return editor;
}
