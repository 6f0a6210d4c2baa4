import { Button, Group } from "@mantine/core";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { WorkflowDraftView } from "#shared/contract/workflow-drafts.ts";
import type { WorkflowId } from "#shared/model/ids.ts";

/** A draft that a newer Pipedesk wrote: it is left alone until its author says what becomes of it. */
export function UnreadableDraft(props: {
  readonly id: WorkflowId;
  readonly draft: WorkflowDraftView;
  readonly onGone: () => void;
}) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const copy = () =>
    navigator.clipboard.writeText(props.draft.content).then(
      () => toasts.done(t("workflows.copied")),
      (error: unknown) => toasts.failed(error),
    );
  const discard = () =>
    client.workflows.discardDraft({ id: props.id }).then(props.onGone, (error: unknown) => toasts.failed(error));
  return (
    <EmptyState
      level={1}
      title={t("workflows.draft.unreadable")}
      text={t("workflows.draft.unreadable.text")}
      action={
        <Group gap="xs" justify="center">
          <Button variant="default" onClick={() => void copy()}>
            {t("workflows.draft.copyText")}
          </Button>
          <Button color="red" variant="default" onClick={() => void discard()}>
            {t("workflows.draft.discard")}
          </Button>
        </Group>
      }
    />
  );
}
