import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { useSaving } from "../../form/use-saving.ts";

type Props = {
  readonly pipeline: PipelineView;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onCreated: (id: ChannelId) => void;
};

/** Adds an e-mail channel to the pipeline. */
export function NewChannelDialog(props: Props) {
  const { t } = useI18n();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t("settings.newChannel.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Form {...props} />
    </Modal>
  );
}

function Form({ pipeline, onClose, onCreated }: Props) {
  const { client } = useDesk();
  const { t } = useI18n();
  const saving = useSaving();
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const ready = name.trim() !== "" && ADDRESS.test(address.trim());

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await saving.run(async () => {
      const channel = await client.channels.create({
        name: name.trim(),
        address: address.trim(),
        pipelineId: pipeline.id,
      });
      onClose();
      onCreated(channel.id);
    });
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <TextInput
          label={t("settings.name")}
          data-autofocus
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t("settings.channels.address")}
          description={t("settings.newChannel.address")}
          type="email"
          maxLength={320}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed">
          {t("settings.newChannel.text", { pipeline: pipeline.name })}
        </Text>
        <Group justify="flex-end" gap="xs">
          <SavedMark state={saving.state} />
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" disabled={!ready} loading={saving.state.kind === "saving"}>
            {t("settings.newChannel.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Enough to enable the button; the core decides. */
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
