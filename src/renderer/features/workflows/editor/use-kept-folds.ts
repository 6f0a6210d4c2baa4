import { useEffect } from "react";
import type { EditorStore } from "#renderer/components/workflow/editor/editor-store.ts";
import { useServices } from "#renderer/state/desk-context.tsx";

/** Arms that were folded in this browser are folded again, and it remembers what is folded now. */
export function useKeptFolds(editor: EditorStore): void {
  const { preferences } = useServices();
  useEffect(() => {
    editor.fold(new Set(preferences.getState().foldedArms[editor.id]));
    return editor.subscribe(({ folded }, before) => {
      if (folded === before.folded) return;
      const { [editor.id]: _before, ...others } = preferences.getState().foldedArms;
      const own = folded.size === 0 ? {} : { [editor.id]: Array.from(folded) };
      preferences.setState({ foldedArms: { ...others, ...own } });
    });
  }, [editor, preferences]);
}
