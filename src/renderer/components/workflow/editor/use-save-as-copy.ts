import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { Draft } from "#shared/automation/edit-steps/draft.ts";
import type { WorkflowId } from "#shared/model/ids.ts";

/** Makes a workflow of one's own of a draft, switched off, whatever others made of the one that it is a draft of. */
export function useSaveAsCopy(): (draft: Draft) => Promise<WorkflowId> {
  const { client } = useDesk();
  const { t } = useI18n();
  return async ({ definition, description, overridesRules, name, pipelineId }) => {
    const copy = await client.workflows.create({
      name: t("workflows.conflict.copyName", { name }).slice(0, 120),
      description,
      pipelineId,
      overridesRules,
      definition,
    });
    return copy.id;
  };
}
