import { VisuallyHidden } from "@mantine/core";
import { useEffect } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { CommentsContext } from "#renderer/components/workflow/comments/comments-context.tsx";
import { useStepComments } from "#renderer/components/workflow/comments/use-step-comments.ts";
import { EditorContext } from "#renderer/components/workflow/editor/editor-context.tsx";
import { openedFrom, type EditorStore } from "#renderer/components/workflow/editor/editor-store.ts";
import { useOpened } from "#renderer/components/workflow/editor/use-opened.ts";
import { ChosenPanel } from "#renderer/components/workflow/panel/ChosenPanel.tsx";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { StepId } from "#shared/model/ids.ts";
import { Canvas } from "../canvas/Canvas.tsx";
import { PastNotice } from "./PastNotice.tsx";
import css from "./editor.module.css";

const cx = classNamesOf(css);

/** A workflow as it was when a ticket went through it, to be looked at, at the step that did something. */
export function PastRevision(props: {
  readonly present: WorkflowView;
  readonly revision: number;
  readonly definition: WorkflowDefinition;
  readonly stepId: StepId;
}) {
  const { present, revision, definition, stepId } = props;
  const shown = { ...present, revision, definition };
  const editor = useOpened(shown, openedFrom(shown), true);
  const comments = useStepComments(present.id);
  useBeginAt(editor, stepId);
  return (
    <EditorContext value={editor}>
      <CommentsContext value={comments}>
        <div className={cx("page")}>
          <VisuallyHidden component="h1">{present.name}</VisuallyHidden>
          <div className={cx("notice")}>
            <PastNotice revision={revision} present={present} />
          </div>
          <div className={cx("body")}>
            <div className={cx("area")}>
              <Canvas />
            </div>
            <ChosenPanel />
          </div>
        </div>
      </CommentsContext>
    </EditorContext>
  );
}

/** Opens the panel of a step and brings it into view; one that is not there is not looked for. */
export function useBeginAt(editor: EditorStore, stepId: StepId | undefined): void {
  useEffect(() => {
    if (stepId === undefined || editor.step(stepId) === null) return;
    editor.chooseHere(stepId);
    editor.choose(stepId);
  }, [editor, stepId]);
}
