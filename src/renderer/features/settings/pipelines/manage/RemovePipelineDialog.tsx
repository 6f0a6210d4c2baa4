import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { StageId } from "#shared/model/ids.ts";
import { stagesInto, stayingPipelines } from "#shared/rules/pipeline-rules/removal.ts";
import { stayingStages } from "#shared/rules/pipeline-rules/stages.ts";
import { ticketCount } from "#renderer/state/counts.ts";
import { RemovalSurroundings } from "./RemovalSurroundings.tsx";
import css from "./RemovePipelineDialog.module.css";
import { usePipelineRemoval } from "./use-pipeline-removal.ts";

const cx = classNamesOf(css);

type Props = { readonly pipeline: PipelineView; readonly opened: boolean; readonly onClose: () => void };

/** Deletes a pipeline after asking where its tickets go, status by status, and telling what becomes of channels and workflows. */
export function RemovePipelineDialog(props: Props) {
  const { t } = useI18n();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      size="lg"
      title={t("pipelines.remove.title", { pipeline: props.pipeline.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Form {...props} />
    </Modal>
  );
}

function Form({ pipeline, onClose }: Props) {
  const { t } = useI18n();
  const removal = usePipelineRemoval(pipeline);
  const known = useDeskState((state) => state.setup.pipelines);
  const counts = useDeskState((state) => state.stageCounts[pipeline.id]);
  const count = useDeskState((state) => ticketCount(state, pipeline));
  const others = stayingPipelines(known).filter(({ id }) => id !== pipeline.id);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Readonly<Record<string, StageId>>>({});
  const target = others.find(({ id }) => id === chosenId) ?? others[0];
  if (target === undefined) return <Text>{t("pipelines.remove.last")}</Text>;

  const pairs = stagesInto(pipeline, target);
  const targets = stayingStages(target);
  const stages = new Map(pipeline.stages.map(({ id }) => [id, chosen[id] ?? pairs.get(id)?.id ?? targets[0]?.id]));
  const filled = pipeline.stages.filter(({ id }) => (counts?.[id] ?? 0) > 0);
  const kindOf = (id: string | undefined) => targets.find((stage) => stage.id === id)?.kind;
  const isTurned = filled.some((stage) => kindOf(stages.get(stage.id)) !== stage.kind);
  return (
    <Stack gap="sm">
      <Text>{count === 0 ? t("pipelines.remove.empty") : t("pipelines.remove.text", { count })}</Text>
      <Select
        label={t("pipelines.remove.target")}
        data={others.map(({ id, name }) => ({ value: id, label: name }))}
        value={target.id}
        allowDeselect={false}
        onChange={(id) => {
          setChosenId(id);
          setChosen({});
        }}
        data-autofocus
      />
      {filled.length === 0 ? null : (
        <fieldset className={cx("pairs")}>
          <legend>{t("pipelines.remove.stages")}</legend>
          {filled.map((stage) => (
            <div key={stage.id} className={cx("pair")}>
              <span className={cx("from")} dir="auto">
                {stage.name}
                <small>{t("settings.stages.count", { count: counts?.[stage.id] ?? 0 })}</small>
              </span>
              <span aria-hidden>→</span>
              <Select
                aria-label={t("pipelines.remove.stageOf", { stage: stage.name })}
                data={targets.map(({ id, name }) => ({ value: id, label: name }))}
                value={stages.get(stage.id) ?? null}
                allowDeselect={false}
                onChange={(id) => {
                  const next = targets.find((one) => one.id === id);
                  if (next !== undefined) setChosen((before) => ({ ...before, [stage.id]: next.id }));
                }}
              />
            </div>
          ))}
        </fieldset>
      )}
      {isTurned ? (
        <Text size="sm" c="dimmed">
          {t("pipelines.remove.turned")}
        </Text>
      ) : null}
      <RemovalSurroundings pipeline={pipeline} target={target} stages={stages} />
      <Text size="sm" c="dimmed">
        {t("pipelines.remove.undo")}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("shell.cancel")}
        </Button>
        <Button color="red.9" loading={removal.isAsked} onClick={() => removal.remove(target.id, stages, onClose)}>
          {count === 0 ? t("pipelines.remove.action") : t("pipelines.remove.moveAndRemove", { count })}
        </Button>
      </Group>
    </Stack>
  );
}
