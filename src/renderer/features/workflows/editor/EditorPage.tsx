import { Alert, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { RunPlace } from "#renderer/state/routes.ts";
import type { StepId } from "#shared/model/ids.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { PastNotice } from "./PastNotice.tsx";
import { useRevisionOfRun } from "./use-revision-of-run.ts";
import { Canvas } from "../canvas/Canvas.tsx";
import { Outline } from "../outline/Outline.tsx";
import { ChosenPanel } from "#renderer/components/workflow/panel/ChosenPanel.tsx";
import { ProblemsContext } from "#renderer/components/workflow/problems/problems-context.tsx";
import { useChecked } from "#renderer/components/workflow/problems/use-checked.ts";
import { AddDialog } from "#renderer/components/workflow/editor/AddDialog.tsx";
import { DeleteDialog } from "#renderer/components/workflow/editor/DeleteDialog.tsx";
import { EditorBar, type View } from "./EditorBar.tsx";
import { EditorContext, useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { useOpened } from "#renderer/components/workflow/editor/use-opened.ts";
import { CommentsContext } from "#renderer/components/workflow/comments/comments-context.tsx";
import { useStepComments } from "#renderer/components/workflow/comments/use-step-comments.ts";
import { LeaveGuard } from "#renderer/components/workflow/editor/LeaveGuard.tsx";
import { MovingHint } from "./MovingHint.tsx";
import { HeldRuns } from "#renderer/components/workflow/editor/OnOff.tsx";
import { TheirsNotice } from "#renderer/components/workflow/editor/TheirsNotice.tsx";
import { useEditorKeys } from "#renderer/components/workflow/editor/use-editor-keys.ts";
import { useTold } from "#renderer/components/workflow/editor/use-told.ts";
import css from "./editor.module.css";

const cx = classNamesOf(css);

/** The editor of one workflow; where a run's place is asked for, at that step and in the revision in which it ran. */
export function EditorPage({ id, at }: { readonly id: string; readonly at: RunPlace | null }) {
  const { t } = useI18n();
  const workflow = useDeskState((state) => state.setup.workflows.find((candidate) => candidate.id === id));
  usePageTitle(workflow?.name ?? null);
  if (workflow === undefined)
    return <EmptyState level={1} title={t("settings.workflow.gone")} text={t("error.PD_DESK_NOT_FOUND")} />;
  if (at !== null) return <OfRun key={`${workflow.id} ${at.runId} ${at.stepId}`} workflow={workflow} at={at} />;
  return <Opened key={workflow.id} workflow={workflow} />;
}

function OfRun({ workflow, at }: { readonly workflow: WorkflowView; readonly at: RunPlace }) {
  const past = useRevisionOfRun(workflow, at.runId);
  if (past === null) return null;
  const isPast = past.kind === "past";
  const shown = isPast ? { ...workflow, definition: past.definition, revision: past.revision } : workflow;
  return (
    <Opened
      key={isPast ? past.revision : "present"}
      workflow={shown}
      stepId={at.stepId}
      {...(isPast ? { present: workflow } : {})}
      isForgotten={past.kind === "forgotten"}
    />
  );
}

type OpenedProps = {
  readonly workflow: WorkflowView;
  /** The step to begin at. */
  readonly stepId?: StepId;
  /** As it is now, where an earlier revision is looked at. */
  readonly present?: WorkflowView;
  /** What it was when the run did something is not kept. */
  readonly isForgotten?: boolean;
};

function Opened({ workflow, stepId, present, isForgotten = false }: OpenedProps) {
  const { t } = useI18n();
  const editor = useOpened(workflow, present !== undefined);
  useEffect(() => {
    if (stepId === undefined || editor.step(stepId) === null) return;
    editor.chooseHere(stepId);
    editor.choose(stepId);
  }, [editor, stepId]);
  return (
    <EditorContext value={editor}>
      <Screen
        workflow={present ?? workflow}
        notice={
          present !== undefined ? (
            <PastNotice revision={workflow.revision} present={present} />
          ) : isForgotten ? (
            <Text size="sm">{t("ticket.why.revisionForgotten")}</Text>
          ) : null
        }
      />
    </EditorContext>
  );
}

function Screen({ workflow, notice }: { readonly workflow: WorkflowView; readonly notice: ReactNode }) {
  const mayChange = useMayChange();
  const { t } = useI18n();
  const editor = useEditor();
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
            {notice ?? <TheirsNotice workflow={workflow} />}
          </div>
          <div className={cx("body")}>
            <div className={cx("area")}>
              {view === "canvas" ? <Canvas /> : <Outline />}
              <MovingHint />
            </div>
            <ChosenPanel />
          </div>
          <AddDialog />
          <DeleteDialog />
          <LeaveGuard isChanged={editor.isChanged} />
        </div>
      </CommentsContext>
    </ProblemsContext>
  );
}
