import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { EditorState } from "./editor-state.ts";
import type { EditorStore } from "./editor-store.ts";

export const EditorContext = createContext<EditorStore | null>(null);

/** The opened workflow. */
export function useEditor(): EditorStore {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("EditorContext is missing above this component.");
  return editor;
}

export function useEditorState<Part>(selector: (state: EditorState) => Part): Part {
  return useStore(useEditor(), selector);
}
