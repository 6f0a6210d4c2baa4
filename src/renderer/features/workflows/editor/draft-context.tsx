import { createContext, useContext, useEffect, useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";
import type { WorkflowDraftHead, WorkflowDraftView } from "#shared/contract/workflow-drafts.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { createDraftAutosave, type DraftAutosave, type DraftState } from "./draft-autosave.ts";
import { openedFrom } from "#renderer/components/workflow/editor/editor-state.ts";
import type { EditorStore } from "#renderer/components/workflow/editor/editor-store.ts";

export type OwnDraft = { readonly autosave: DraftAutosave; readonly state: DraftState };

export const DraftContext = createContext<OwnDraft | null>(null);

/** How what was changed here is kept. */
export function useOwnDraft(): OwnDraft {
  const draft = useContext(DraftContext);
  if (draft === null) throw new Error("DraftContext is missing above this component.");
  return draft;
}

/** Keeps what is changed in this editor, and follows what another window of the same person makes of it. */
export function useDraftAutosave(
  workflow: WorkflowView,
  editor: EditorStore,
  begun: WorkflowDraftView | null,
): OwnDraft {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const { id } = workflow;
  const [state, setState] = useState<DraftState>({ kind: begun === null ? "none" : "kept" });
  const [autosave] = useState(() =>
    createDraftAutosave(
      {
        editor,
        save: (text, replaces) => client.workflows.saveDraft({ id, ...text, replaces }),
        load: async () => (await client.workflows.draft({ id })).draft,
        discard: async () => void (await client.workflows.discardDraft({ id })),
        isConflict: (error) => failureOf(error).code === "PD_STORE_CONFLICT",
        onState: setState,
        onJoined: () => toasts.done(t("workflows.draft.joined")),
      },
      begun,
    ),
  );
  useEffect(() => autosave.start(), [autosave]);
  const head = useOwnHead(workflow);
  useEffect(() => {
    // Where the desk is away, the next thing that the feed tells comes with a new hello.
    void autosave.heard(head, openedFrom(workflow)).catch(() => undefined);
  }, [autosave, head, workflow]);
  return { autosave, state };
}

function useOwnHead({ id }: WorkflowView): WorkflowDraftHead | null {
  const me = useDeskState((state) => state.status?.me.id);
  return useDeskState(
    (state) => state.setup.workflowDrafts.find((draft) => draft.workflowId === id && draft.authorId === me) ?? null,
  );
}
