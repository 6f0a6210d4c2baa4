import type { EditorStore } from "#renderer/components/workflow/editor/editor-store.ts";

/**
 * What is done to the card itself (an action is deleted, moved or pasted, something is taken back) is saved at once. What is typed into the panel waits for Save, and so does what is done while
 * something typed is not saved: nobody's half sentence is sent along.
 * @returns the function that stops it
 */
export function saveAtOnce(editor: EditorStore, save: () => void): () => void {
  return editor.subscribe((state, before) => {
    if (state.history.draft === before.history.draft || before.history.draft !== before.saved) return;
    // The panel closes with what is deleted, a moment after it.
    queueMicrotask(() => {
      const { panel, history, saved } = editor.getState();
      if (panel === null && history.draft !== saved && editor.isChanged()) save();
    });
  });
}
