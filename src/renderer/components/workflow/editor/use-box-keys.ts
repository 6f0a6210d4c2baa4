import { useEffect, type RefObject } from "react";
import { useLatest } from "#renderer/components/use-latest.ts";
import { useEditor } from "./editor-context.tsx";
import type { EditorStore } from "./editor-store.ts";

/** What is different from place to place: each is asked where a key is none of those that all have, and says whether it was one of its own. */
export type OwnKeys = {
  /** @param box that has the focus */
  readonly onKey: (box: string, event: KeyboardEvent) => boolean;
  /** Where nothing is being moved. */
  readonly onEscape?: () => boolean;
  /** A box that is meant where none has the focus; absent: none. */
  readonly boxElsewhere?: () => string;
};

/**
 * The keys of a workflow's boxes, wherever they are drawn (elements with `data-box`): + puts a step in, Delete takes it out, M moves it, Alt with an arrow
 * moves it by one; copy, cut and paste as text.
 */
export function useBoxKeys(frame: RefObject<HTMLElement | null>, own: OwnKeys): void {
  const editor = useEditor();
  const latest = useLatest(own);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const listeners = new AbortController();
    const { signal } = listeners;
    const keys = keysOf(editor, latest);
    element.addEventListener("keydown", keys.onKeyDown, { signal });
    element.addEventListener("copy", (event) => void keys.onCopy(event), { signal });
    element.addEventListener("cut", keys.onCut, { signal });
    element.addEventListener("paste", keys.onPaste, { signal });
    return () => listeners.abort();
  }, [editor, frame, latest]);
}

/** Brings the focus to the box that is drawn before or behind another one. */
export function walkInOrder(element: HTMLElement | null, from: string, by: -1 | 1): void {
  const boxes = [...(element?.querySelectorAll<HTMLElement>("[data-box]") ?? [])];
  const index = boxes.findIndex(({ dataset }) => dataset["box"] === from);
  boxes[index + by]?.focus();
}

const boxAt = (target: EventTarget | null): string | null =>
  (target instanceof Element ? target.closest<HTMLElement>("[data-box]")?.dataset["box"] : null) ?? null;

function keysOf(editor: EditorStore, latest: () => OwnKeys) {
  const boxOf = (target: EventTarget | null) => boxAt(target) ?? latest().boxElsewhere?.() ?? null;

  function onKeyDown(event: KeyboardEvent): void {
    const { adding, deleting, moving } = editor.getState();
    if (event.ctrlKey || event.metaKey || adding !== null || deleting !== null) return;
    if (event.key === "Escape") {
      if (moving !== null) editor.stopAdding();
      else if (latest().onEscape?.() !== true) return;
    } else {
      const box = boxAt(event.target);
      if (box === null || !isUsed(box, event)) return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function isUsed(box: string, event: KeyboardEvent): boolean {
    if (event.altKey) return isMovedBy(box, event.key);
    switch (event.key) {
      case "+":
      case "Insert": {
        const place = editor.placeAfter(box);
        if (place !== null) editor.beginAdding(place);
        return true;
      }
      case "Delete":
      case "Backspace":
        editor.askDelete(box);
        return true;
      case "m":
        if (!editor.isMovable(box)) return false;
        editor.beginMoving(box);
        return true;
      default:
        return latest().onKey(box, event);
    }
  }

  function isMovedBy(box: string, key: string): boolean {
    if (key === "ArrowUp" || key === "ArrowDown") editor.moveBy(box, key === "ArrowUp" ? -1 : 1);
    else if (key === "ArrowLeft" || key === "ArrowRight") editor.moveArmBy(box, key === "ArrowLeft" ? -1 : 1);
    else return false;
    return true;
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
    /** Behind the box that has the focus. */
    onPaste: (event: ClipboardEvent) => {
      const box = boxOf(event.target);
      const place = box === null ? null : editor.placeAfter(box);
      if (place === null || !editor.getState().mayEdit) return;
      event.preventDefault();
      editor.paste(event.clipboardData?.getData("text/plain") ?? "", place);
    },
  };
}
