import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { PipelineView, RemovedPipelineView } from "#shared/contract/pipelines.ts";
import type { PipelineId } from "#shared/model/ids.ts";
import { isLeaving } from "#shared/rules/pipeline-rules/removal.ts";
import { useTakeBackRemoval } from "./use-pipeline-removal.ts";

/** For a day it is offered to take a deletion back. */
const OFFERED_MS = 86_400_000;

/** Pipelines whose tickets are on their way, and those that were deleted and can come back. */
export function PipelineWork() {
  const { t, language } = useI18n();
  const mayChange = useMayChange();
  const now = useNow();
  const takeBack = useTakeBackRemoval();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const work = useDeskState((state) => state.status?.work);
  const removed = useRemoved(pipelines);
  const going = (work ?? []).filter(({ what }) => what === "pipeline-removal" || what === "pipeline-removal-undo");
  const offered = removed.filter(({ removedAtEpochMs }) => now - removedAtEpochMs < OFFERED_MS);
  if (going.length === 0 && offered.length === 0) return null;
  const nameOf = (id: PipelineId | null) => pipelines.find((one) => one.id === id)?.name ?? "";
  return (
    <Stack gap="xs" mb="md">
      {going.map((one) => {
        const pipeline = pipelines.find(({ id }) => id === one.pipelineId);
        const text = t(`settings.work.${one.what}`, {
          stage: nameOf(one.pipelineId),
          done: one.done,
          total: one.total,
        });
        return (
          <div key={one.id} role="status">
            <Group gap="xs">
              <Text size="sm">{text}</Text>
              {mayChange && pipeline !== undefined && isLeaving(pipeline) ? (
                <Button size="compact-xs" variant="light" onClick={() => takeBack(pipeline.id)}>
                  {t("pipelines.remove.takeBack")}
                </Button>
              ) : null}
            </Group>
            <Progress
              mt={4}
              size="sm"
              maw={420}
              value={one.total === 0 ? 100 : (100 * one.done) / one.total}
              aria-label={text}
            />
          </div>
        );
      })}
      {offered.map(({ id, name, removedAtEpochMs }) => (
        <Group key={id} gap="xs">
          <Text size="sm" c="dimmed">
            {t("pipelines.remove.was", { pipeline: name, when: formatMoment(removedAtEpochMs, now, language) })}
          </Text>
          {mayChange ? (
            <Button size="compact-xs" variant="light" onClick={() => takeBack(id)}>
              {t("pipelines.remove.takeBack")}
            </Button>
          ) : null}
        </Group>
      ))}
    </Stack>
  );
}

/** Asked again when there are other pipelines than before. Where it can't be had nothing is offered. */
function useRemoved(pipelines: readonly PipelineView[]): readonly RemovedPipelineView[] {
  const { client } = useDesk();
  const [removed, setRemoved] = useState<readonly RemovedPipelineView[]>([]);
  useEffect(() => {
    let isCurrent = true;
    client.pipelines.removed().then(
      ({ items }) => isCurrent && setRemoved(items.filter((one) => pipelines.every(({ id }) => id !== one.id))),
      () => undefined,
    );
    return () => void (isCurrent = false);
  }, [client, pipelines]);
  return removed;
}
