import { useEffect, type RefObject } from "react";
import { useEditor } from "#renderer/components/workflow/editor/editor-context.tsx";
import type { EditorStore } from "#renderer/components/workflow/editor/editor-store.ts";
import { walk, type Direction } from "./walk.ts";

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** The keys of the canvas: arrows along the lines, Enter edits, + puts in, Delete takes out, M moves, Alt with an arrow moves by one; copy, cut and paste as text. */
export function useCanvasKeys(frame: RefObject<HTMLElement | null>): void {
  const editor = useEditor();
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const listeners = new AbortController();
    const { signal } = listeners;
    const { onKeyDown, onCopy, onCut, onPaste } = keysOf(editor);
    element.addEventListener("keydown", onKeyDown, { signal });
    element.addEventListener("copy", (event) => void onCopy(event), { signal });
    element.addEventListener("cut", onCut, { signal });
    element.addEventListener("paste", onPaste, { signal });
    return () => listeners.abort();
  }, [editor, frame]);
}

function keysOf(editor: EditorStore) {
  function onKeyDown(event: KeyboardEvent): void {
    const { chosen, adding, deleting, moving, panel } = editor.getState();
    if (event.ctrlKey || event.metaKey || adding !== null || deleting !== null) return;
    if (event.target instanceof Element && event.target.closest("[data-box]") === null) return;
    const direction = ARROWS[event.key];
    if (direction !== undefined && event.altKey) {
      if (direction === "up" || direction === "down") editor.moveBy(chosen, direction === "up" ? -1 : 1);
    } else if (direction !== undefined) editor.choose(walk(editor.graph(), chosen, direction));
    else if (event.key === "Enter") editor.openPanel("chosen");
    else if (event.key === "+" || event.key === "Insert") put();
    else if (event.key === "Delete" || event.key === "Backspace") editor.askDelete(chosen);
    else if (event.key === "m" && editor.step(chosen) !== null) editor.beginMoving(chosen);
    else if (event.key === "Escape" && (moving !== null || panel !== null)) {
      editor.stopAdding();
      editor.openPanel(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function put(): void {
    const place = editor.placeAfter(editor.getState().chosen);
    if (place !== null) editor.beginAdding(place);
  }

  function onCopy(event: ClipboardEvent): boolean {
    const text = editor.copy(editor.getState().chosen);
    if (text === null || event.clipboardData === null) return false;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    return true;
  }

  return {
    onKeyDown,
    onCopy,
    /** What is cut goes alone: with what follows it would be a question. */
    onCut: (event: ClipboardEvent) => {
      if (onCopy(event)) editor.askDelete(editor.getState().chosen);
    },
    onPaste: (event: ClipboardEvent) => {
      const place = editor.placeAfter(editor.getState().chosen);
      if (place === null || !editor.getState().mayEdit) return;
      event.preventDefault();
      editor.paste(event.clipboardData?.getData("text/plain") ?? "", place);
    },
  };
}
