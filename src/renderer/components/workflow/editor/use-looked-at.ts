import { useMemo } from "react";
import type { Draft } from "#shared/automation/edit-steps/draft.ts";
import { useEditor } from "./editor-context.tsx";
import { createEditorStore, type EditorStore } from "./editor-store.ts";

/** A state of the workflow that is open, to be looked at beside what is edited: nothing in it can be changed. The same as long as the draft is. */
export function useLookedAt(draft: Draft): EditorStore {
  const { id, offer } = useEditor();
  return useMemo(
    () =>
      createEditorStore(
        { saved: draft, revision: 0, draft },
        { id, offer, random: Math.random, mayEdit: false, hasOwnPlace: true },
      ),
    [draft, id, offer],
  );
}
