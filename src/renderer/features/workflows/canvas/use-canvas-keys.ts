import { useReactFlow } from "@xyflow/react";
import type { RefObject } from "react";
import { useEditor } from "#renderer/components/workflow/editor/editor-context.tsx";
import { useBoxKeys } from "#renderer/components/workflow/editor/use-box-keys.ts";
import { walk, type Direction } from "./walk.ts";

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** The keys of the canvas: arrows along the lines, Enter edits, C folds; 0 shows all, - and = zoom; and those of all boxes. */
export function useCanvasKeys(frame: RefObject<HTMLElement | null>): void {
  const editor = useEditor();
  const flow = useReactFlow();
  const onKey = (box: string, { key }: KeyboardEvent): boolean => {
    const direction = ARROWS[key];
    if (direction !== undefined) editor.choose(walk(editor.shownGraph(), box, direction));
    else if (key === "Enter") editor.openPanel("chosen");
    else if (key === "c") editor.toggleFold(box);
    else if (key === "C") editor.toggleAllFolds();
    else if (key === "0") void flow.fitView({ padding: 0.1 });
    else if (key === "-") void flow.zoomOut();
    else if (key === "=") void flow.zoomIn();
    else return false;
    return true;
  };
  const onEscape = (): boolean => {
    if (editor.getState().panel === null) return false;
    editor.openPanel(null);
    return true;
  };
  useBoxKeys(frame, { onKey, onEscape, boxElsewhere: () => editor.getState().chosen });
}
