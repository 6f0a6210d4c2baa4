import { Portal } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useLatest } from "#renderer/components/use-latest.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { CommentsContext } from "#renderer/components/workflow/comments/comments-context.tsx";
import { useStepComments } from "#renderer/components/workflow/comments/use-step-comments.ts";
import { AddDialog, type ChosenAction } from "#renderer/components/workflow/editor/AddDialog.tsx";
import { ConflictDialog } from "#renderer/components/workflow/editor/ConflictDialog.tsx";
import { DeleteDialog } from "#renderer/components/workflow/editor/DeleteDialog.tsx";
import { EditorContext, useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { isChanged } from "#renderer/components/workflow/editor/editor-state.ts";
import { HeldRuns } from "#renderer/components/workflow/editor/OnOff.tsx";
import { TheirsNotice } from "#renderer/components/workflow/editor/TheirsNotice.tsx";
import { useEditorKeys } from "#renderer/components/workflow/editor/use-editor-keys.ts";
import { TRIGGERS_ID } from "#renderer/components/workflow/editor/flow-graph.ts";
import { ProblemLines } from "#renderer/components/workflow/problems/ProblemLines.tsx";
import { useOpened } from "#renderer/components/workflow/editor/use-opened.ts";
import { useSave } from "#renderer/components/workflow/editor/use-save.ts";
import { useTold } from "#renderer/components/workflow/editor/use-told.ts";
import { ProblemsContext, useProblems } from "#renderer/components/workflow/problems/problems-context.tsx";
import { useChecked } from "#renderer/components/workflow/problems/use-checked.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { Bubbles } from "./Bubbles.tsx";
import { CardFoot } from "./CardFoot.tsx";
import { CardPanel } from "./CardPanel.tsx";
import { GoneNotice } from "./GoneNotice.tsx";
import { useCards } from "./cards-context.tsx";
import { saveAtOnce } from "./save-at-once.ts";

/** What is put into a card that has nothing yet: an action from the list, or what somebody copied. */
export type FirstActions = { readonly chosen: ChosenAction } | { readonly pasted: string };

type Props = {
  readonly workflow: WorkflowView;
  readonly stage: Stage;
  readonly isGone: boolean;
  /** It was made for this, which is put in when it opens. */
  readonly first: FirstActions | null;
};

/** The actions of a card, as an opened workflow like any other. */
export function OpenCard(props: Props) {
  const editor = useOpened(props.workflow);
  return (
    <EditorContext value={editor}>
      <Checked {...props} />
    </EditorContext>
  );
}

function Checked(props: Props) {
  const { workflow } = props;
  const definition = useEditorState((state) => state.history.draft.definition);
  const problems = useChecked(workflow.id, workflow.pipelineId, definition);
  const comments = useStepComments(workflow.id);
  return (
    <ProblemsContext value={problems}>
      <CommentsContext value={comments}>
        <Content {...props} />
      </CommentsContext>
    </ProblemsContext>
  );
}

function Content({ workflow, stage, isGone, first }: Props) {
  const editor = useEditor();
  const { active, activate, tell, hold, letGo } = useCards();
  const isUnsaved = useEditorState(isChanged);
  const panel = useEditorState((state) => state.panel);
  const chosen = useEditorState((state) => state.chosen);
  const problems = useProblems();
  const [isConflict, setConflict] = useState(false);
  const save = useCardSave(workflow, stage, () => setConflict(true));
  useTold();
  const saveNow = useLatest(save.run);
  // Of a status that is gone there is nothing to save to.
  useEffect(() => (isGone ? undefined : saveAtOnce(editor, () => saveNow()())), [editor, isGone, saveNow]);

  const begun = useRef(false);
  useEffect(() => {
    if (first === null || begun.current) return;
    begun.current = true;
    const place = { list: null, index: 0 };
    activate(stage.id);
    if ("pasted" in first) editor.paste(first.pasted, place);
    else {
      editor.beginAdding(place);
      editor.add(first.chosen.type, first.chosen.changes);
    }
  }, [editor, first, activate, stage.id]);
  // One panel at a time: where another card is worked on, this one's is put away with what was typed kept.
  useEffect(() => {
    if (active !== null && active !== stage.id) editor.openPanel(null);
  }, [active, editor, stage.id]);
  useEffect(() => {
    tell(stage, isUnsaved);
    if (isUnsaved || panel !== null) hold(stage);
    else letGo(stage.id);
  }, [tell, hold, letGo, stage, isUnsaved, panel]);
  useEffect(() => () => tell(stage, false), [tell, stage]);

  return (
    <>
      {isGone ? <GoneNotice stage={stage} workflow={workflow} /> : null}
      <HeldRuns workflow={workflow} />
      <TheirsNotice workflow={workflow} />
      {isGone ? null : <ProblemLines problems={problems.filter(({ boxId }) => boxId === TRIGGERS_ID)} />}
      <Bubbles stage={stage} />
      <CardFoot workflow={workflow} save={save} isGone={isGone} />
      {active === stage.id ? <Keys /> : null}
      {panel === null ? null : (
        <Portal>
          <CardPanel key={chosen} stage={stage} workflow={workflow} save={save} isGone={isGone} />
        </Portal>
      )}
      <AddDialog />
      <DeleteDialog />
      <ConflictDialog workflow={workflow} isOpen={isConflict} onClose={() => setConflict(false)} save={save} />
    </>
  );
}

function Keys() {
  useEditorKeys(true);
  return null;
}

/** Saves the card; a mistake is shown at its action. */
function useCardSave(workflow: WorkflowView, stage: Stage, onConflict: () => void) {
  const { t } = useI18n();
  const editor = useEditor();
  const toasts = useToasts();
  const announce = useAnnounce();
  const problems = useProblems();
  return useSave(workflow.id, {
    onSaved: () => announce(t("cards.saved", { stage: stage.name })),
    onConflict,
    onRefused: () => {
      const wrong = problems.find(({ level }) => level === "error");
      if (wrong !== undefined && editor.node(wrong.boxId) !== null) editor.chooseHere(wrong.boxId);
      toasts.failed(null, { title: t("workflows.notSaved"), text: t("cards.notSaved") });
      // Once its panel is there.
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>("[data-card-panel] [aria-invalid='true']")?.focus(),
      );
    },
  });
}
