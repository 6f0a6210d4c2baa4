import { Button, Drawer, Group, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { StageDot } from "#renderer/components/StageBadge.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { describeTrigger } from "#shared/automation/describe/describe.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { useSaving } from "../../form/use-saving.ts";
import { useWords } from "#renderer/state/use-words.ts";
import { statusSetBy, withStatus } from "./email-template.ts";

/** *Edit action*: the panel on the right with *Select status* and Save. */
export function EditActionDrawer(props: {
  readonly pipeline: PipelineView;
  readonly workflow: WorkflowView | null;
  readonly onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Drawer
      opened={props.workflow !== null}
      onClose={props.onClose}
      position="right"
      size={380}
      title={t("settings.editAction.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {props.workflow === null ? null : (
        <Form pipeline={props.pipeline} workflow={props.workflow} onClose={props.onClose} />
      )}
    </Drawer>
  );
}

function Form({
  pipeline,
  workflow,
  onClose,
}: {
  readonly pipeline: PipelineView;
  readonly workflow: WorkflowView;
  readonly onClose: () => void;
}) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const saving = useSaving();
  const present = statusSetBy(workflow.definition);
  const [chosen, setChosen] = useState(present);
  const stage = pipeline.stages.find(({ id }) => id === chosen);
  const { names, say } = useWords();

  const save = async (): Promise<void> => {
    if (chosen === null) return;
    const definition = withStatus(workflow.definition, chosen);
    if (!(await saving.run(() => client.workflows.update({ id: workflow.id, definition })))) return;
    toasts.done(t("settings.editAction.done", { stage: stage?.name ?? "" }));
    onClose();
  };
  return (
    <Stack gap="md">
      <Text c="dimmed">
        {t("settings.editAction.when")}{" "}
        {workflow.definition.triggers.map((trigger) => say(describeTrigger(trigger, names))).join(", ")}
      </Text>
      <Select
        label={t("settings.editAction.status")}
        data-autofocus
        size="sm"
        data={pipeline.stages.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={(id) => setChosen(pipeline.stages.find((candidate) => candidate.id === id)?.id ?? null)}
        leftSection={stage === undefined ? undefined : <StageDot stage={stage} />}
        renderOption={({ option }) => {
          const shown = pipeline.stages.find(({ id }) => id === option.value);
          return (
            <Group gap="xs" wrap="nowrap">
              {shown === undefined ? null : <StageDot stage={shown} />}
              <span>{option.label}</span>
            </Group>
          );
        }}
      />
      {stage?.kind === "closed" ? (
        <Text size="xs" c="dimmed">
          {t("settings.editAction.closes")}
        </Text>
      ) : null}
      <Group justify="flex-end" gap="xs">
        <SavedMark state={saving.state} />
        <Button variant="default" onClick={onClose}>
          {t("shell.cancel")}
        </Button>
        <Button
          disabled={chosen === null || chosen === present}
          loading={saving.state.kind === "saving"}
          onClick={() => void save()}
        >
          {t("shell.save")}
        </Button>
      </Group>
    </Stack>
  );
}
