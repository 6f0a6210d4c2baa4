import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";
import { changedParts } from "#shared/automation/edit-steps/draft-changes.ts";
import { draftOf } from "#shared/automation/edit-steps/draft.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { useProblems } from "../problems/problems-context.tsx";
import { useEditor } from "./editor-context.tsx";

export type Save = {
  readonly isBusy: boolean;
  /**
   * @param over the revision that shall be replaced; absent: the one that was opened
   * @returns whether the desk took it
   */
  readonly run: (over?: number) => Promise<boolean>;
};

export type SaveAnswers = {
  readonly onSaved: (workflow: { readonly name: string }) => void;
  /** Somebody else saved meanwhile. */
  readonly onConflict: () => void;
  /** Something in it is wrong: shows where. */
  readonly onRefused: () => void;
};

/**
 * Saves what was changed as a new revision. What the desk would refuse is shown instead of sent; where somebody else saved meanwhile, nothing is changed and
 * it is asked.
 */
export function useSave(id: WorkflowId, { onSaved, onConflict, onRefused }: SaveAnswers): Save {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const editor = useEditor();
  const hasErrors = useProblems().some(({ level }) => level === "error");
  const [isBusy, setBusy] = useState(false);

  const run = async (over?: number): Promise<boolean> => {
    const { history, saved, revision } = editor.getState();
    const sent = history.draft;
    if (hasErrors) {
      onRefused();
      return false;
    }
    setBusy(true);
    try {
      const told = await client.workflows.update({
        id,
        ...changedParts(saved, sent),
        basedOnRevision: over ?? revision,
      });
      editor.saved(sent, draftOf(told), told.revision);
      onSaved(told);
      return true;
    } catch (error) {
      const { code } = failureOf(error);
      if (code === "PD_STORE_CONFLICT") onConflict();
      else {
        if (code === "PD_INPUT_INVALID") onRefused();
        toasts.failed(error, { title: t("workflows.notSaved") });
      }
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, run };
}
