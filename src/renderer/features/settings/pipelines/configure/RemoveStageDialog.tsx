import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { useSaving } from "../../form/use-saving.ts";

/** Deletes a stage after asking where its tickets go. */
export function RemoveStageDialog(props: {
  readonly pipeline: PipelineView;
  readonly stage: Stage | null;
  readonly onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Modal
      opened={props.stage !== null}
      onClose={props.onClose}
      title={props.stage === null ? "" : t("settings.removeStage.title", { stage: props.stage.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {props.stage === null ? null : <Form pipeline={props.pipeline} stage={props.stage} onClose={props.onClose} />}
    </Modal>
  );
}

function Form({
  pipeline,
  stage,
  onClose,
}: {
  readonly pipeline: PipelineView;
  readonly stage: Stage;
  readonly onClose: () => void;
}) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const saving = useSaving();
  const count = useDeskState((state) => state.stageCounts[pipeline.id]?.[stage.id] ?? 0);
  const others = pipeline.stages.filter(({ id }) => id !== stage.id);
  // Closed tickets should stay closed, open ones open.
  const [target, setTarget] = useState(() => others.find(({ kind }) => kind === stage.kind) ?? others[0]);
  if (target === undefined) return null;

  const remove = async (): Promise<void> => {
    const done = await saving.run(() =>
      client.pipelines.removeStage({ id: pipeline.id, stageId: stage.id, moveTicketsTo: target.id }),
    );
    if (!done) return;
    toasts.done(t("settings.removeStage.done", { stage: stage.name }));
    onClose();
  };
  return (
    <Stack gap="sm">
      <Text>{count === 0 ? t("settings.removeStage.empty") : t("settings.removeStage.text", { count })}</Text>
      <Select
        label={t("settings.removeStage.target")}
        data={others.map(({ id, name }) => ({ value: id, label: name }))}
        value={target.id}
        onChange={(id) => setTarget(others.find((other) => other.id === id) ?? target)}
        data-autofocus
      />
      {target.kind === stage.kind || count === 0 ? null : (
        <Text size="xs" c="dimmed">
          {t(target.kind === "closed" ? "settings.removeStage.closes" : "settings.removeStage.reopens")}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {t("settings.removeStage.setup")}
      </Text>
      <Group justify="flex-end" gap="xs">
        <SavedMark state={saving.state} />
        <Button variant="default" onClick={onClose}>
          {t("shell.cancel")}
        </Button>
        <Button color="red.9" loading={saving.state.kind === "saving"} onClick={() => void remove()}>
          {count === 0 ? t("settings.removeStage.action") : t("settings.removeStage.moveAndRemove", { count })}
        </Button>
      </Group>
    </Stack>
  );
}
