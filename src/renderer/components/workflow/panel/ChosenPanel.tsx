import { useDeferredValue } from "react";
import { useEditor, useEditorState } from "../editor/editor-context.tsx";
import { ProblemsPanel } from "../problems/ProblemsPanel.tsx";
import { ArmPanel } from "./ArmPanel.tsx";
import { SettingsPanel } from "./SettingsPanel.tsx";
import { StepPanel } from "./StepPanel.tsx";

/** The panel that is open. */
export function ChosenPanel() {
  const editor = useEditor();
  // The box is painted first, and its panel with the next frame.
  const panel = useDeferredValue(useEditorState((state) => state.panel));
  const now = useEditorState((state) => state.chosen);
  const chosen = useDeferredValue(now);
  // The box is read anew with each edit.
  useEditorState((state) => state.history.draft);
  if (panel === null) return null;
  if (panel === "problems") return <ProblemsPanel />;
  const node = editor.node(chosen);
  // What was chosen is gone, and what is chosen now comes with the next frame.
  if (node === null && chosen !== now) return null;
  if (node?.kind === "step") return <StepPanel key={node.id} step={node.step} />;
  if (node?.kind === "arm") return <ArmPanel key={node.id} branch={node.branch} armId={node.armId} boxId={node.id} />;
  return <SettingsPanel />;
}
