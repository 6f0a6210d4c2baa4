import { Alert } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { CommentsContext } from "#renderer/components/workflow/comments/comments-context.tsx";
import { useStepComments } from "#renderer/components/workflow/comments/use-step-comments.ts";
import { AddDialog } from "#renderer/components/workflow/editor/AddDialog.tsx";
import { DeleteDialog } from "#renderer/components/workflow/editor/DeleteDialog.tsx";
import { useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { LeaveGuard } from "#renderer/components/workflow/editor/LeaveGuard.tsx";
import { HeldRuns } from "#renderer/components/workflow/editor/OnOff.tsx";
import { useEditorKeys } from "#renderer/components/workflow/editor/use-editor-keys.ts";
import { useTold } from "#renderer/components/workflow/editor/use-told.ts";
import { ChosenPanel } from "#renderer/components/workflow/panel/ChosenPanel.tsx";
import { ProblemsContext } from "#renderer/components/workflow/problems/problems-context.tsx";
import { useChecked } from "#renderer/components/workflow/problems/use-checked.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { Canvas } from "../canvas/Canvas.tsx";
import { NewerNotice } from "../changes/NewerNotice.tsx";
import { FindBar } from "../find/FindBar.tsx";
import { Outline } from "../outline/Outline.tsx";
import { useOwnDraft } from "./draft-context.tsx";
import { EditorBar, type View } from "./EditorBar.tsx";
import { MovingHint } from "./MovingHint.tsx";
import { OthersDrafts } from "./OthersDrafts.tsx";
import css from "./editor.module.css";

const cx = classNamesOf(css);

/** The workflow as it is edited, or looked at. */
export function EditorScreen({ workflow, notice }: { readonly workflow: WorkflowView; readonly notice: ReactNode }) {
  const mayChange = useMayChange();
  const { t } = useI18n();
  const { autosave } = useOwnDraft();
  const definition = useEditorState((state) => state.history.draft.definition);
  const pipelineId = useEditorState((state) => state.history.draft.pipelineId);
  const problems = useChecked(workflow.id, pipelineId, definition);
  const comments = useStepComments(workflow.id);
  const [view, setView] = useState<View>("canvas");
  useEditorKeys();
  useTold();
  return (
    <ProblemsContext value={problems}>
      <CommentsContext value={comments}>
        <div className={cx("page")}>
          <EditorBar workflow={workflow} view={view} onView={setView} />
          {mayChange ? null : (
            <Alert
              className={cx("notice")}
              variant="light"
              color="gray"
              icon={<IconLock size={16} />}
              title={t("settings.readOnly.title")}
            >
              {t("settings.readOnly.text")}
            </Alert>
          )}
          <div className={cx("notice")}>
            <HeldRuns workflow={workflow} />
            {notice ?? <NewerNotice workflow={workflow} />}
            <OthersDrafts workflow={workflow} />
          </div>
          <div className={cx("body")}>
            <div className={cx("area")}>
              {view === "canvas" ? <Canvas /> : <Outline />}
              <FindBar />
              <MovingHint />
            </div>
            <ChosenPanel />
          </div>
          <AddDialog />
          <DeleteDialog />
          <LeaveGuard isUnkept={autosave.isUnkept} flush={autosave.flush} />
        </div>
      </CommentsContext>
    </ProblemsContext>
  );
}
