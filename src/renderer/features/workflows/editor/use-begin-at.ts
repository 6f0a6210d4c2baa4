import { useEffect } from "react";
import type { EditorStore } from "#renderer/components/workflow/editor/editor-store.ts";
import type { StepId } from "#shared/model/ids.ts";

/** Opens the panel of a step, where one is asked for and is there. */
export function useBeginAt(editor: EditorStore, stepId: StepId | undefined): void {
  useEffect(() => {
    if (stepId === undefined || editor.step(stepId) === null) return;
    editor.chooseHere(stepId);
    editor.choose(stepId);
  }, [editor, stepId]);
}
