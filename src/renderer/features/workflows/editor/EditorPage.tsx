import { Alert, Button, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { RunPlace } from "#renderer/state/routes.ts";
import type { WorkflowDraftView } from "#shared/contract/workflow-drafts.ts";
import type { StepId } from "#shared/model/ids.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { PastRevision, useBeginAt } from "./PastRevision.tsx";
import { useRevisionOfRun } from "./use-revision-of-run.ts";
import { Canvas } from "../canvas/Canvas.tsx";
import { Outline } from "../outline/Outline.tsx";
import { ChosenPanel } from "#renderer/components/workflow/panel/ChosenPanel.tsx";
import { ProblemsContext } from "#renderer/components/workflow/problems/problems-context.tsx";
import { useChecked } from "#renderer/components/workflow/problems/use-checked.ts";
import { AddDialog } from "#renderer/components/workflow/editor/AddDialog.tsx";
import { DeleteDialog } from "#renderer/components/workflow/editor/DeleteDialog.tsx";
import { openedDraft } from "./draft-autosave.ts";
import { DraftContext, useDraftAutosave, useOwnDraft } from "./draft-context.tsx";
import { EditorBar, type View } from "./EditorBar.tsx";
import { EditorContext, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { openedFrom, type Opened } from "#renderer/components/workflow/editor/editor-store.ts";
import { LeaveGuard } from "#renderer/components/workflow/editor/LeaveGuard.tsx";
import { MovingHint } from "./MovingHint.tsx";
import { HeldRuns } from "#renderer/components/workflow/editor/OnOff.tsx";
import { OthersDrafts } from "./OthersDrafts.tsx";
import { NewerNotice } from "../changes/NewerNotice.tsx";
import { UnreadableDraft } from "./UnreadableDraft.tsx";
import { useOpened } from "#renderer/components/workflow/editor/use-opened.ts";
import { CommentsContext } from "#renderer/components/workflow/comments/comments-context.tsx";
import { useStepComments } from "#renderer/components/workflow/comments/use-step-comments.ts";
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
  return <WithDraft key={workflow.id} workflow={workflow} />;
}

function OfRun({ workflow, at }: { readonly workflow: WorkflowView; readonly at: RunPlace }) {
  const { t } = useI18n();
  const told = useRevisionOfRun(workflow, at.runId);
  if (told === null) return null;
  if (told.kind === "past")
    return <PastRevision present={workflow} revision={told.revision} definition={told.definition} stepId={at.stepId} />;
  const notice = told.kind === "forgotten" ? <Text size="sm">{t("ticket.why.revisionForgotten")}</Text> : null;
  return <WithDraft workflow={workflow} stepId={at.stepId} notice={notice} />;
}

type Shown = {
  readonly workflow: WorkflowView;
  /** The step to begin at. */
  readonly stepId?: StepId;
  readonly notice?: ReactNode;
};

/** Nothing is shown until one's own draft is here: what is shown shall be what one left. */
function WithDraft({ workflow, ...shown }: Shown) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayEdit = useMayChange();
  const { id } = workflow;
  const [loaded, setLoaded] = useState<
    { readonly draft: WorkflowDraftView | null } | { readonly error: unknown } | null
  >(mayEdit ? null : { draft: null });
  useEffect(() => {
    if (loaded !== null) return;
    client.workflows.draft({ id }).then(setLoaded, (error: unknown) => setLoaded({ error }));
  }, [client, id, loaded]);
  if (loaded === null) return null;
  if ("error" in loaded)
    return (
      <EmptyState
        level={1}
        title={t("workflows.draft.notLoaded")}
        text={failureText(loaded.error, t)}
        action={<Button onClick={() => setLoaded(null)}>{t("shell.tryAgain")}</Button>}
      />
    );
  const { draft } = loaded;
  const opened = draft === null ? openedFrom(workflow) : openedDraft(draft);
  if (draft !== null && opened === null)
    return <UnreadableDraft id={id} draft={draft} onGone={() => setLoaded({ draft: null })} />;
  return opened === null ? null : <Editing workflow={workflow} {...shown} opened={opened} draft={draft} />;
}

function Editing(props: Shown & { readonly opened: Opened; readonly draft: WorkflowDraftView | null }) {
  const { workflow, opened, stepId } = props;
  const editor = useOpened(workflow, opened);
  useBeginAt(editor, stepId);
  const draft = useDraftAutosave(workflow, editor, props.draft);
  return (
    <EditorContext value={editor}>
      <DraftContext value={draft}>
        <Screen workflow={workflow} notice={props.notice} />
      </DraftContext>
    </EditorContext>
  );
}

function Screen({ workflow, notice }: { readonly workflow: WorkflowView; readonly notice: ReactNode }) {
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
            {notice}
            <NewerNotice workflow={workflow} />
            <OthersDrafts workflow={workflow} />
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
          <LeaveGuard isUnkept={autosave.isUnkept} flush={autosave.flush} />
        </div>
      </CommentsContext>
    </ProblemsContext>
  );
}
