import { Alert, Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import { draftOf } from "#shared/automation/edit-steps/draft.ts";
import type { WorkflowDraftView } from "#shared/contract/workflow-drafts.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { PipelineId, StageId, UserId } from "#shared/model/ids.ts";
import { Canvas } from "../canvas/Canvas.tsx";
import { Outline } from "../outline/Outline.tsx";
import { ChosenPanel } from "../panel/ChosenPanel.tsx";
import { ProblemsContext } from "../problems/problems-context.tsx";
import { useChecked } from "../problems/use-checked.ts";
import { AddDialog } from "./AddDialog.tsx";
import { DeleteDialog } from "./DeleteDialog.tsx";
import { openedDraft } from "./draft-autosave.ts";
import { DraftContext, useDraftAutosave, useOwnDraft } from "./draft-context.tsx";
import { EditorBar, type View } from "./EditorBar.tsx";
import { EditorContext, useEditorState } from "./editor-context.tsx";
import { createEditorStore, isSameDraft, openedFrom, type Opened } from "./editor-store.ts";
import { LeaveGuard } from "./LeaveGuard.tsx";
import { MovingHint } from "./MovingHint.tsx";
import { HeldRuns } from "./OnOff.tsx";
import { OthersDrafts } from "./OthersDrafts.tsx";
import { TheirsNotice } from "./TheirsNotice.tsx";
import { UnreadableDraft } from "./UnreadableDraft.tsx";
import { useEditorKeys } from "./use-editor-keys.ts";
import { useTold } from "./use-told.ts";
import css from "./editor.module.css";

const cx = classNamesOf(css);

/** The editor of one workflow. */
export function EditorPage({ id }: { readonly id: string }) {
  const { t } = useI18n();
  const workflow = useDeskState((state) => state.setup.workflows.find((candidate) => candidate.id === id));
  usePageTitle(workflow?.name ?? null);
  if (workflow === undefined)
    return <EmptyState level={1} title={t("settings.workflow.gone")} text={t("error.PD_DESK_NOT_FOUND")} />;
  return <WithDraft key={workflow.id} workflow={workflow} />;
}

/** Nothing is shown until one's own draft is here: what is shown shall be what one left. */
function WithDraft({ workflow }: { readonly workflow: WorkflowView }) {
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
  return opened === null ? null : <Editing workflow={workflow} opened={opened} draft={draft} />;
}

function Editing(props: {
  readonly workflow: WorkflowView;
  readonly opened: Opened;
  readonly draft: WorkflowDraftView | null;
}) {
  const { workflow, opened } = props;
  const mayEdit = useMayChange();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const me = useDeskState((state) => state.status?.me.id);
  const [editor] = useState(() => {
    const pipeline = pipelines.find(({ id }) => id === workflow.pipelineId) ?? pipelines[0];
    return createEditorStore(opened, {
      mayEdit,
      hasOwnPlace: workflow.origin !== "user",
      random: Math.random,
      offer: {
        pipelineId: PipelineId.parse(pipeline?.id),
        stageId: StageId.parse(pipeline?.stages[0]?.id),
        userId: UserId.parse(me),
        workflowId: workflow.id,
        timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
    });
  });
  const draft = useDraftAutosave(workflow, editor, props.draft);
  useEffect(() => editor.setMayEdit(mayEdit), [editor, mayEdit]);
  // Another window published: where nothing was changed here, what it published is what is shown.
  useEffect(() => {
    const { saved, history } = editor.getState();
    const told = draftOf(workflow);
    if (isSameDraft(told, saved)) return;
    if (isSameDraft(told, history.draft)) editor.saved(history.draft, told, workflow.revision);
    else if (!editor.isChanged()) editor.adopt(workflow);
  }, [editor, workflow]);
  return (
    <EditorContext value={editor}>
      <DraftContext value={draft}>
        <Screen workflow={workflow} />
      </DraftContext>
    </EditorContext>
  );
}

function Screen({ workflow }: { readonly workflow: WorkflowView }) {
  const { t } = useI18n();
  const { autosave } = useOwnDraft();
  const definition = useEditorState((state) => state.history.draft.definition);
  const pipelineId = useEditorState((state) => state.history.draft.pipelineId);
  const mayEdit = useEditorState((state) => state.mayEdit);
  const problems = useChecked(workflow.id, pipelineId, definition);
  const [view, setView] = useState<View>("canvas");
  useEditorKeys();
  useTold();
  return (
    <ProblemsContext value={problems}>
      <div className={cx("page")}>
        <EditorBar workflow={workflow} view={view} onView={setView} />
        {mayEdit ? null : (
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
          <TheirsNotice workflow={workflow} />
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
    </ProblemsContext>
  );
}
