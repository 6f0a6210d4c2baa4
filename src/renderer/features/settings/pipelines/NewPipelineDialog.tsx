import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTooLong } from "#renderer/components/use-too-long.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineId } from "#shared/model/ids.ts";
import { MAX_PIPELINE_NAME_CHARACTERS } from "#shared/model/setup/pipeline.ts";
import { SavedMark } from "../form/SavedMark.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useTellMade } from "./manage/use-tell-made.ts";

type Props = { readonly opened: boolean; readonly onClose: () => void; readonly onCreated: (id: PipelineId) => void };

/** Names a new pipeline; it comes with the default statuses. */
export function NewPipelineDialog(props: Props) {
  const { t } = useI18n();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t("settings.newPipeline.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Form {...props} />
    </Modal>
  );
}

function Form(props: Props) {
  const { client } = useDesk();
  const { t } = useI18n();
  const saving = useSaving();
  const tellMade = useTellMade();
  const [name, setName] = useState("");
  const tooLong = useTooLong()(name, MAX_PIPELINE_NAME_CHARACTERS);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await saving.run(async () => {
      const pipeline = await client.pipelines.create({ name: name.trim() });
      props.onClose();
      props.onCreated(pipeline.id);
      tellMade(pipeline);
    });
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <TextInput
          label={t("settings.name")}
          placeholder={t("settings.newPipeline.placeholder")}
          data-autofocus
          error={tooLong}
          dir="auto"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed">
          {t("settings.newPipeline.text")}
        </Text>
        <Group justify="flex-end" gap="xs">
          <SavedMark state={saving.state} />
          <Button variant="default" onClick={props.onClose}>
            {t("shell.cancel")}
          </Button>
          <Button
            type="submit"
            disabled={name.trim() === "" || tooLong !== null}
            loading={saving.state.kind === "saving"}
          >
            {t("settings.newPipeline.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
