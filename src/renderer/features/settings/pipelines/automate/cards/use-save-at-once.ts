import { useEffect } from "react";
import { useLatest } from "#renderer/components/use-latest.ts";
import { useEditor } from "#renderer/components/workflow/editor/editor-context.tsx";
import type { Save } from "#renderer/components/workflow/editor/use-save.ts";

/**
 * What is done to the card itself (an action is deleted, moved or pasted, something is taken back) is saved at once. What is typed into the panel waits for Save, and so does what is done while
 * something typed is not saved: nobody's half sentence is sent along.
 * @param save null: there is nothing to save to
 */
export function useSaveAtOnce(save: Save | null): void {
  const editor = useEditor();
  const latest = useLatest(save);
  useEffect(
    () =>
      editor.subscribe((state, before) => {
        if (state.history.draft === before.history.draft || before.history.draft !== before.saved) return;
        // The panel closes with what is deleted, a moment after it.
        queueMicrotask(() => {
          const now = editor.getState();
          if (now.panel === null && now.adding === null && now.history.draft !== now.saved && editor.isChanged())
            void latest()?.run();
        });
      }),
    [editor, latest],
  );
}
