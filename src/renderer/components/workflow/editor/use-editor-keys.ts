import { useEffect } from "react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { keyOf } from "#renderer/state/key-name.ts";
import { useShortcuts } from "#renderer/state/use-shell.ts";
import { useEditor } from "./editor-context.tsx";

/**
 * Undo and redo, also from within a field: what was typed there is part of the workflow's history, and the field's own knows nothing of it. The desk's keys
 * for Undo are about the workflow while it is open.
 * @param isBeside other things can be taken back on the screen too: where the workflow has nothing, the keys are theirs
 */
export function useEditorKeys(isBeside = false): void {
  const editor = useEditor();
  const { t } = useI18n();
  const has = (list: "done" | "undone") => () => !isBeside || editor.getState().history[list].length > 0;
  useShortcuts([
    { keys: "z", label: t("workflows.undo"), when: has("done"), run: editor.undo },
    { keys: "Shift+z", label: t("workflows.redo"), when: has("undone"), run: editor.redo },
  ]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
      const key = keyOf(event).toLowerCase();
      const isRedo = key === "y" || (key === "z" && event.shiftKey);
      if (key !== "z" && !isRedo) return;
      // A dialog has fields of its own.
      if (document.querySelector("[aria-modal='true']") !== null) return;
      event.preventDefault();
      if (isRedo) editor.redo();
      else editor.undo();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [editor]);
}
