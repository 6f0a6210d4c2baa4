import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";
import { changedParts } from "#shared/automation/edit-steps/draft-changes.ts";
import { draftOf } from "#shared/automation/edit-steps/draft.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { useProblems } from "#renderer/components/workflow/problems/problems-context.tsx";
import { useOwnDraft } from "./draft-context.tsx";
import { useEditor } from "#renderer/components/workflow/editor/editor-context.tsx";

export type Publishing = {
  readonly isBusy: boolean;
  /** Whether what is shown can be published; else it shows what has to be mended. */
  readonly mayBegin: () => boolean;
  /**
   * Makes the draft what runs. Where somebody else published meanwhile nothing is changed, and what they made is joined first.
   * @param movesRuns tickets that are in it go on in the new one, where their action is still there
   * @returns whether it is done
   */
  readonly run: (movesRuns: boolean) => Promise<boolean>;
};

export function usePublish(id: WorkflowId): Publishing {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const editor = useEditor();
  const { autosave } = useOwnDraft();
  const hasErrors = useProblems().some(({ level }) => level === "error");
  const [isBusy, setBusy] = useState(false);

  const mayBegin = (): boolean => {
    if (!hasErrors) return true;
    editor.openPanel("problems");
    toasts.failed(null, { title: t("workflows.notPublished"), text: t("workflows.notPublished.text") });
    return false;
  };
  const run = async (movesRuns: boolean): Promise<boolean> => {
    setBusy(true);
    try {
      await autosave.flush();
      const { history, saved, revision } = editor.getState();
      const sent = history.draft;
      const told = await client.workflows.update({
        id,
        ...changedParts(saved, sent),
        basedOnRevision: revision,
        publishesDraft: true,
      });
      editor.saved(sent, draftOf(told), told.revision);
      autosave.published();
      const moved = movesRuns ? (await client.workflows.moveRuns({ id })).moved : 0;
      toasts.done(
        moved > 0
          ? t("workflows.published.moved", { name: told.name, count: moved })
          : t("workflows.published", { name: told.name }),
      );
      return true;
    } catch (error) {
      if (failureOf(error).code === "PD_INPUT_INVALID") editor.openPanel("problems");
      toasts.failed(error, { title: t("workflows.notPublished") });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, mayBegin, run };
}
