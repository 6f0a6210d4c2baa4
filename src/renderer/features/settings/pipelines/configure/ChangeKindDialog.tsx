import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage, StageKind } from "#shared/model/setup/pipeline.ts";
import { wouldBeginClosed } from "#shared/rules/pipeline-rules/begins-closed.ts";

export type KindQuestion = { readonly stage: Stage; readonly kind: StageKind; readonly count: number };

/** Asks before a status takes its tickets along into the other kind, or new tickets begin closed by it. */
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
          {question.count === 0 ? null : (
            <Text>{t(`settings.stageKind.text.${question.kind}`, { count: question.count })}</Text>
          )}
          {question.count === 0 ? null : (
            <Text size="xs" c="dimmed">
              {t(datesKey(question.kind, pipeline))}
            </Text>
          )}
          {question.kind === "closed" && question.count > 0 ? (
            <Text size="xs" c="dimmed">
              {t("settings.stageKind.runs")}
            </Text>
          ) : null}
          {wouldBeginClosed(pipeline, question.stage.id, question.kind) ? (
            <Text size="sm">{t("settings.rules.G3.closed")}</Text>
          ) : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose} data-autofocus>
              {t("shell.cancel")}
            </Button>
            <Button onClick={() => props.onConfirm(question)}>
              {question.count === 0
                ? t(`settings.stageKind.action.none.${question.kind}`)
                : t(`settings.stageKind.action.${question.kind}`, { count: question.count })}
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
