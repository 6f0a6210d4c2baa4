import type { ClipboardEvent, KeyboardEvent } from "react";
import { useEditor } from "../editor/editor-context.tsx";
import { walk, type Direction } from "./walk.ts";

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** The keys of the canvas: arrows along the lines, Enter edits, + puts in, Delete takes out, M moves, Alt with an arrow moves by one; copy, cut and paste as text. */
export function useCanvasKeys() {
  const editor = useEditor();

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
    if (text === null) return false;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    return true;
  }

  return {
    onKeyDown,
    onCopy: (event: ClipboardEvent) => void onCopy(event),
    /** What is cut goes alone: with what follows it would be a question. */
    onCut: (event: ClipboardEvent) => {
      if (onCopy(event)) editor.askDelete(editor.getState().chosen);
    },
    onPaste: (event: ClipboardEvent) => {
      const place = editor.placeAfter(editor.getState().chosen);
      if (place === null || !editor.getState().mayEdit) return;
      event.preventDefault();
      editor.paste(event.clipboardData.getData("text/plain"), place);
    },
  };
}
