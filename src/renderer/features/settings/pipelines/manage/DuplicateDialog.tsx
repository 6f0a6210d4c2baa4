import { Button, Group, List, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTooLong } from "#renderer/components/use-too-long.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { PipelineId } from "#shared/model/ids.ts";
import { MAX_PIPELINE_NAME_CHARACTERS } from "#shared/model/setup/pipeline.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { useSaving } from "../../form/use-saving.ts";
import { useTellMade } from "./use-tell-made.ts";

type Props = {
  readonly pipeline: PipelineView;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onMade: (id: PipelineId) => void;
};

/** Copies a pipeline, and says what is copied and what is not. */
export function DuplicateDialog(props: Props) {
  const { t } = useI18n();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t("pipelines.duplicate.title", { pipeline: props.pipeline.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Form {...props} />
    </Modal>
  );
}

function Form({ pipeline, onClose, onMade }: Props) {
  const { client } = useDesk();
  const { t } = useI18n();
  const saving = useSaving();
  const tellMade = useTellMade();
  const [name, setName] = useState("");
  const tooLong = useTooLong()(name, MAX_PIPELINE_NAME_CHARACTERS);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const cleaned = name.trim();
    await saving.run(async () => {
      const copy = await client.pipelines.duplicate({ id: pipeline.id, ...(cleaned === "" ? {} : { name: cleaned }) });
      onMade(copy.id);
      tellMade(copy);
    });
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <TextInput
          label={t("pipelines.duplicate.name")}
          placeholder={t("pipelines.duplicate.placeholder", { pipeline: pipeline.name })}
          data-autofocus
          error={tooLong}
          dir="auto"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div>
          <Text size="sm">{t("pipelines.duplicate.copied")}</Text>
          <List size="sm" c="dimmed">
            <List.Item>{t("pipelines.duplicate.stages", { count: pipeline.stages.length })}</List.Item>
            <List.Item>{t("pipelines.duplicate.rules")}</List.Item>
            <List.Item>{t("pipelines.duplicate.automations")}</List.Item>
          </List>
        </div>
        <Text size="sm" c="dimmed">
          {t("pipelines.duplicate.not")}
        </Text>
        <Group justify="flex-end" gap="xs">
          <SavedMark state={saving.state} />
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" disabled={tooLong !== null} loading={saving.state.kind === "saving"}>
            {t("pipelines.duplicate.action")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
