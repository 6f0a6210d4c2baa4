import { Alert } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { CommentsContext } from "#renderer/components/workflow/comments/comments-context.tsx";
import { useStepComments } from "#renderer/components/workflow/comments/use-step-comments.ts";
import { useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { LeaveGuard } from "#renderer/components/workflow/editor/LeaveGuard.tsx";
import { HeldRuns } from "#renderer/components/workflow/editor/OnOff.tsx";
import { useTold } from "#renderer/components/workflow/editor/use-told.ts";
import { ProblemsContext } from "#renderer/components/workflow/problems/problems-context.tsx";
import { useChecked } from "#renderer/components/workflow/problems/use-checked.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { NewerNotice } from "../changes/NewerNotice.tsx";
import { useOwnDraft } from "./draft-context.tsx";
import { EditorBar } from "./EditorBar.tsx";
import { EditPart } from "./EditPart.tsx";
import { HistoryPart } from "../history/HistoryPart.tsx";
import type { View } from "../overlay/LookedAt.tsx";
import { ReplayPart } from "../replay/ReplayPart.tsx";
import { useReplayDone } from "../replay/use-replay-done.ts";
import { useReplaySession } from "../replay/use-replay-session.ts";
import { TestPart } from "../test/TestPart.tsx";
import { useTestSession } from "../test/use-test-session.ts";
import { OthersDrafts } from "./OthersDrafts.tsx";
import { useMode } from "./use-mode.ts";
import css from "./editor.module.css";

const cx = classNamesOf(css);

/** The workflow as it is edited, or looked at. */
export function EditorScreen({ workflow }: { readonly workflow: WorkflowView }) {
  const mayChange = useMayChange();
  const { t } = useI18n();
  const { autosave } = useOwnDraft();
  const definition = useEditorState((state) => state.history.draft.definition);
  const pipelineId = useEditorState((state) => state.history.draft.pipelineId);
  const problems = useChecked(workflow.id, pipelineId, definition);
  const comments = useStepComments(workflow.id);
  const [view, setView] = useState<View>("canvas");
  const [mode, onMode] = useMode(workflow.id);
  const replay = useReplaySession(workflow.id);
  useReplayDone(replay, mode === "replay", () => onMode("replay"));
  const test = useTestSession();
  useTold();
  return (
    <ProblemsContext value={problems}>
      <CommentsContext value={comments}>
        <div className={cx("page")}>
          <EditorBar
            workflow={workflow}
            view={view}
            onView={setView}
            mode={mode}
            onMode={onMode}
            replayed={replay.percent}
          />
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
            {mode === "edit" ? <NewerNotice workflow={workflow} /> : null}
            {mode === "edit" ? <OthersDrafts workflow={workflow} /> : null}
          </div>
          <div className={cx("body")}>
            {mode === "edit" ? <EditPart view={view} /> : null}
            {mode === "history" ? <HistoryPart workflow={workflow} view={view} /> : null}
            {mode === "test" ? <TestPart session={test} view={view} onMend={() => onMode("edit")} /> : null}
            {mode === "replay" ? <ReplayPart session={replay} view={view} /> : null}
          </div>
          <LeaveGuard isUnkept={autosave.isUnkept} flush={autosave.flush} />
        </div>
      </CommentsContext>
    </ProblemsContext>
  );
}
