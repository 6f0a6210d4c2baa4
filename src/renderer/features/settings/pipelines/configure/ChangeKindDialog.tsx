import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage, StageKind } from "#shared/model/setup/pipeline.ts";

export type KindQuestion = { readonly stage: Stage; readonly kind: StageKind; readonly count: number };

/** Asks before a status takes its tickets along into the other kind. */
export function ChangeKindDialog(props: {
  readonly pipeline: PipelineView;
  readonly question: KindQuestion | null;
  readonly onClose: () => void;
  readonly onConfirm: (question: KindQuestion) => void;
}) {
  const { t } = useI18n();
  const { question, pipeline } = props;
  return (
    <Modal
      opened={question !== null}
      onClose={props.onClose}
      title={question === null ? "" : t(`settings.stageKind.title.${question.kind}`, { stage: question.stage.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {question === null ? null : (
        <Stack gap="sm">
          <Text>{t(`settings.stageKind.text.${question.kind}`, { count: question.count })}</Text>
          <Text size="xs" c="dimmed">
            {t(datesKey(question.kind, pipeline))}
          </Text>
          {question.kind === "closed" ? (
            <Text size="xs" c="dimmed">
              {t("settings.stageKind.runs")}
            </Text>
          ) : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose} data-autofocus>
              {t("shell.cancel")}
            </Button>
            <Button onClick={() => props.onConfirm(question)}>
              {t(`settings.stageKind.action.${question.kind}`, { count: question.count })}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

/** What the pipeline's own switches make of the close dates. */
function datesKey(kind: StageKind, { closeDate }: PipelineView) {
  if (kind === "closed") return closeDate.setOnClose ? "settings.stageKind.datesSet" : "settings.stageKind.datesStay";
  return closeDate.clearOnReopen ? "settings.stageKind.datesCleared" : "settings.stageKind.datesStay";
}
