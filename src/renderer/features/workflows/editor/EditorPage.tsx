import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { EditorContext } from "#renderer/components/workflow/editor/editor-context.tsx";
import { useOpened } from "#renderer/components/workflow/editor/use-opened.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { RunPlace } from "#renderer/state/routes.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { StepId } from "#shared/model/ids.ts";
import { DraftContext, NO_DRAFT } from "./draft-context.tsx";
import { EditorScreen } from "./EditorScreen.tsx";
import { PastNotice } from "./PastNotice.tsx";
import { useBeginAt } from "./use-begin-at.ts";
import { useRevisionOfRun } from "./use-revision-of-run.ts";
import { WithDraft } from "./WithDraft.tsx";

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
  const past = useRevisionOfRun(workflow, at.runId);
  if (past === null) return null;
  if (past.kind !== "past")
    return <WithDraft workflow={workflow} stepId={at.stepId} isForgotten={past.kind === "forgotten"} />;
  const shown = { ...workflow, definition: past.definition, revision: past.revision };
  return <Past key={past.revision} workflow={shown} present={workflow} stepId={at.stepId} />;
}

/** A revision that is no longer the present one: to be looked at. */
function Past(props: { readonly workflow: WorkflowView; readonly present: WorkflowView; readonly stepId: StepId }) {
  const { workflow, present, stepId } = props;
  const editor = useOpened(workflow, { isPast: true });
  useBeginAt(editor, stepId);
  return (
    <EditorContext value={editor}>
      <DraftContext value={NO_DRAFT}>
        <EditorScreen workflow={present} notice={<PastNotice revision={workflow.revision} present={present} />} />
      </DraftContext>
    </EditorContext>
  );
}
