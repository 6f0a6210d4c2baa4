import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import { WithDraft } from "./WithDraft.tsx";

/** The editor of one workflow. */
export function EditorPage({ id }: { readonly id: string }) {
  const { t } = useI18n();
  const workflow = useDeskState((state) => state.setup.workflows.find((candidate) => candidate.id === id));
  usePageTitle(workflow?.name ?? null);
  if (workflow === undefined)
    return <EmptyState level={1} title={t("settings.workflow.gone")} text={t("error.PD_DESK_NOT_FOUND")} />;
  return <WithDraft key={workflow.id} workflow={workflow} />;
}
