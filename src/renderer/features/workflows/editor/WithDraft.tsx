import { Button, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { EditorContext } from "#renderer/components/workflow/editor/editor-context.tsx";
import { openedFrom, type Opened } from "#renderer/components/workflow/editor/editor-state.ts";
import { useOpened } from "#renderer/components/workflow/editor/use-opened.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { WorkflowDraftView } from "#shared/contract/workflow-drafts.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { StepId } from "#shared/model/ids.ts";
import { openedDraft } from "./draft-autosave.ts";
import { DraftContext, useDraftAutosave } from "./draft-context.tsx";
import { EditorScreen } from "./EditorScreen.tsx";
import { UnreadableDraft } from "./UnreadableDraft.tsx";
import { useBeginAt } from "./use-begin-at.ts";
import { useKeptFolds } from "./use-kept-folds.ts";

type Begun = {
  readonly workflow: WorkflowView;
  /** The step to begin at. */
  readonly stepId?: StepId | undefined;
  /** What it was when the run did something is not kept. */
  readonly isForgotten?: boolean | undefined;
};

/** The workflow with one's own draft of it. Nothing is shown until that is here: what is shown shall be what one left. */
export function WithDraft(props: Begun) {
  const { workflow } = props;
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
  return opened === null ? null : <Editing {...props} opened={opened} draft={draft} />;
}

function Editing(props: Begun & { readonly opened: Opened; readonly draft: WorkflowDraftView | null }) {
  const { workflow, opened, stepId, isForgotten = false } = props;
  const { t } = useI18n();
  const editor = useOpened(workflow, { opened });
  const draft = useDraftAutosave(workflow, editor, props.draft);
  // Before a step is gone to, whose arm opens then.
  useKeptFolds(editor);
  useBeginAt(editor, stepId);
  return (
    <EditorContext value={editor}>
      <DraftContext value={draft}>
        <EditorScreen
          workflow={workflow}
          notice={isForgotten ? <Text size="sm">{t("ticket.why.revisionForgotten")}</Text> : null}
        />
      </DraftContext>
    </EditorContext>
  );
}
