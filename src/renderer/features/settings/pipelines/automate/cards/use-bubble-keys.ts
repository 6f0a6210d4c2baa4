import { useEffect, type RefObject } from "react";
import { useEditor } from "#renderer/components/workflow/editor/editor-context.tsx";
import type { EditorStore } from "#renderer/components/workflow/editor/editor-store.ts";
import { useLatest } from "#renderer/components/use-latest.ts";

/** The keys of a card: arrows go along its actions, + puts one in, Delete takes one out, M moves, Alt with an arrow moves by one; copy, cut and paste as text. */
export function useBubbleKeys(frame: RefObject<HTMLElement | null>, onUse: () => void): void {
  const editor = useEditor();
  const latest = useLatest(onUse);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const listeners = new AbortController();
    const { signal } = listeners;
    const use = () => latest()();
    const keys = keysOf(editor, element);
    element.addEventListener("focusin", use, { signal });
    element.addEventListener("click", use, { signal, capture: true });
    element.addEventListener("keydown", keys.onKeyDown, { signal });
    element.addEventListener("copy", (event) => void keys.onCopy(event), { signal });
    element.addEventListener("cut", keys.onCut, { signal });
    element.addEventListener("paste", keys.onPaste, { signal });
    return () => listeners.abort();
  }, [editor, frame, latest]);
}

function keysOf(editor: EditorStore, element: HTMLElement) {
  const boxOf = (target: EventTarget | null): string | null =>
    (target instanceof Element ? target.closest<HTMLElement>("[data-box]")?.dataset["box"] : null) ?? null;

  function walk(from: string, by: -1 | 1): void {
    const boxes = [...element.querySelectorAll<HTMLElement>("[data-box]")];
    const index = boxes.findIndex(({ dataset }) => dataset["box"] === from);
    boxes[index + by]?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape" && editor.getState().moving !== null) {
      editor.stopAdding();
      event.preventDefault();
      return;
    }
    const box = boxOf(event.target);
    if (box === null || event.ctrlKey || event.metaKey) return;
    const isArrow = event.key === "ArrowUp" || event.key === "ArrowDown";
    const by = event.key === "ArrowUp" ? -1 : 1;
    if (isArrow && event.altKey) editor.moveBy(box, by);
    else if (isArrow) walk(box, by);
    else if (event.key === "+" || event.key === "Insert") {
      const place = editor.placeAfter(box);
      if (place !== null) editor.beginAdding(place);
    } else if (event.key === "Delete" || event.key === "Backspace") editor.askDelete(box);
    else if (event.key === "m" && editor.step(box) !== null) editor.beginMoving(box);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onCopy(event: ClipboardEvent): boolean {
    const box = boxOf(event.target);
    const text = box === null ? null : editor.copy(box);
    if (text === null || event.clipboardData === null) return false;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    return true;
  }

  return {
    onKeyDown,
    onCopy,
    onCut: (event: ClipboardEvent) => {
      const box = boxOf(event.target);
      if (onCopy(event) && box !== null) editor.askDelete(box);
    },
    /** Behind the action that has the focus. */
    onPaste: (event: ClipboardEvent) => {
      const box = boxOf(event.target);
      const place = box === null ? null : editor.placeAfter(box);
      if (place === null || !editor.getState().mayEdit) return;
      event.preventDefault();
      editor.paste(event.clipboardData?.getData("text/plain") ?? "", place);
    },
  };
}
