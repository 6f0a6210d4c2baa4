import { AddDialog } from "#renderer/components/workflow/editor/AddDialog.tsx";
import { DeleteDialog } from "#renderer/components/workflow/editor/DeleteDialog.tsx";
import { useEditorKeys } from "#renderer/components/workflow/editor/use-editor-keys.ts";
import { ChosenPanel } from "#renderer/components/workflow/panel/ChosenPanel.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { Canvas } from "../canvas/Canvas.tsx";
import { FindBar } from "../find/FindBar.tsx";
import { Outline } from "../outline/Outline.tsx";
import type { View } from "../overlay/LookedAt.tsx";
import { MovingHint } from "./MovingHint.tsx";
import css from "./editor.module.css";

const cx = classNamesOf(css);

/** The draft, to be changed. */
export function EditPart({ view }: { readonly view: View }) {
  useEditorKeys();
  return (
    <>
      <div className={cx("area")}>
        {view === "canvas" ? <Canvas /> : <Outline />}
        <FindBar />
        <MovingHint />
      </div>
      <ChosenPanel />
      <AddDialog />
      <DeleteDialog />
    </>
  );
}
