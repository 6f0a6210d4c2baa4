import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useNow } from "#renderer/components/use-now.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { WorkProgress } from "#shared/contract/background.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";

/** For a day it is offered to take back what became of a status. */
const OFFERED_MS = 86_400_000;

/** What goes on with the tickets of the pipeline's statuses, and the changes of kind that can be taken back. */
export function StageWork(props: {
  readonly pipeline: PipelineView;
  readonly mayChange: boolean;
  readonly onUndo: (stage: Stage) => void;
}) {
  const { pipeline } = props;
  const { t, language } = useI18n();
  const now = useNow();
  const work = useDeskState((state) => state.status?.work ?? NONE);
  const going = work.filter((one) => one.pipelineId === pipeline.id && one.stageId !== null);
  const changed = pipeline.stages.filter(
    ({ kindChange: change }) =>
      change !== undefined && change.undoneAtEpochMs === undefined && now - change.atEpochMs < OFFERED_MS,
  );
  if (going.length === 0 && changed.length === 0) return null;
  const nameOf = (stageId: string | null) => pipeline.stages.find(({ id }) => id === stageId)?.name ?? "";
  return (
    <Stack gap="xs" mt="sm">
      {going.map((one) => (
        <div key={one.id}>
          <Text size="xs">
            {t(`settings.work.${one.what}`, { stage: nameOf(one.stageId), done: one.done, total: one.total })}
          </Text>
          <Progress
            mt={4}
            size="sm"
            maw={420}
            value={one.total === 0 ? 100 : (100 * one.done) / one.total}
            aria-label={t(`settings.work.${one.what}`, {
              stage: nameOf(one.stageId),
              done: one.done,
              total: one.total,
            })}
          />
        </div>
      ))}
      {changed.map((stage) => (
        <Group key={stage.id} gap="xs">
          <Text size="xs" c="dimmed">
            {t(`settings.stageKind.became.${stage.kind}`, {
              stage: stage.name,
              when: formatMoment(stage.kindChange?.atEpochMs ?? now, now, language),
            })}
          </Text>
          {props.mayChange ? (
            <Button size="compact-xs" variant="light" onClick={() => props.onUndo(stage)}>
              {t("settings.stageKind.undo")}
            </Button>
          ) : null}
        </Group>
      ))}
    </Stack>
  );
}

const NONE: readonly WorkProgress[] = [];
