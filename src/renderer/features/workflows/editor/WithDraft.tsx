import { Button } from "@mantine/core";
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
import { openedDraft } from "./draft-autosave.ts";
import { DraftContext, useDraftAutosave } from "./draft-context.tsx";
import { EditorScreen } from "./EditorScreen.tsx";
import { UnreadableDraft } from "./UnreadableDraft.tsx";
import { useKeptFolds } from "./use-kept-folds.ts";

/** The workflow with one's own draft of it. Nothing is shown until that is here: what is shown shall be what one left. */
export function WithDraft(props: { readonly workflow: WorkflowView }) {
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

function Editing(props: {
  readonly workflow: WorkflowView;
  readonly opened: Opened;
  readonly draft: WorkflowDraftView | null;
}) {
  const { workflow, opened } = props;
  const editor = useOpened(workflow, { opened });
  const draft = useDraftAutosave(workflow, editor, props.draft);
  useKeptFolds(editor);
  return (
    <EditorContext value={editor}>
      <DraftContext value={draft}>
        <EditorScreen workflow={workflow} />
      </DraftContext>
    </EditorContext>
  );
}
