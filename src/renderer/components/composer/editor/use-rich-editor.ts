import { type ComponentType, useEffect, useState } from "react";
import { whenIdle } from "#renderer/components/when-idle.ts";
import type { RichEditorProps } from "./RichEditor.tsx";

/**
 * The editor's component once its code is there: fetched while the person reads, or at once when they begin to write. Where it can't be had the
 * plain field goes on, and the next beginning tries again.
 */
export function useRichEditor(wantedNow: boolean): ComponentType<RichEditorProps> | null {
  const [editor, setEditor] = useState<ComponentType<RichEditorProps> | null>(null);
  useEffect(() => {
    if (editor !== null) return undefined;
    let shown = true;
    const load = (): void => {
      import("./RichEditor.tsx").then(
        (module) => {
          if (shown) setEditor(() => module.RichEditor);
        },
        () => undefined,
      );
    };
    const stopWaiting = wantedNow ? undefined : whenIdle(load);
    if (wantedNow) load();
    return () => {
      shown = false;
      stopWaiting?.();
    };
  }, [editor, wantedNow]);
  return editor;
}
