import { Text } from "@mantine/core";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { WorkflowView } from "#shared/contract/workflows.ts";

/** Who else is changing the workflow, so that nobody is surprised by what they publish. */
export function OthersDrafts({ workflow }: { readonly workflow: WorkflowView }) {
  const { t } = useI18n();
  const me = useDeskState((state) => state.status?.me.id);
  const users = useDeskState((state) => state.setup.users);
  const drafts = useDeskState((state) => state.setup.workflowDrafts);
  const others = drafts.filter(({ workflowId, authorId }) => workflowId === workflow.id && authorId !== me);
  return others.map(({ id, authorId, savedAtEpochMs }) => (
    <Text key={id} size="sm" c="dimmed">
      {t("workflows.draft.other", {
        user: users.find((user) => user.id === authorId)?.name ?? t("workflows.draft.somebody"),
      })}{" "}
      <RelativeTime atEpochMs={savedAtEpochMs} />
    </Text>
  ));
}
