import type { Draft } from "#shared/automation/edit-steps/draft.ts";
import type { EditorStore } from "#renderer/components/workflow/editor/editor-store.ts";

/**
 * What is done to the card itself (an action is deleted, moved or pasted, something is taken back) is saved at once. What is typed into the panel waits for Save, and so does what is done while
 * something typed is not saved: nobody's half sentence is sent along.
 * What is done while a save is under way is saved after it, and not left behind.
 * @param save resolves to whether the desk took it
 * @returns the function that stops it
 */
export function saveAtOnce(editor: EditorStore, save: () => Promise<boolean>): () => void {
  let sent: Draft | null = null;
  let going: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    const { panel } = editor.getState();
    if (panel === null && editor.isChanged() && !(await save())) sent = null;
  };
  return editor.subscribe((state, before) => {
    const isKept = before.history.draft === before.saved || before.history.draft === sent;
    if (state.history.draft === before.history.draft || !isKept) return;
    // The panel closes with what is deleted, a moment after it.
    queueMicrotask(() => {
      const { panel, history, saved } = editor.getState();
      if (panel !== null || history.draft === saved) return;
      sent = history.draft;
      going = going.then(run);
    });
  });
}
