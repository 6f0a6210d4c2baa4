import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTooLong } from "#renderer/components/use-too-long.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import { MAX_WORKFLOW_NAME_CHARACTERS } from "#shared/automation/documents/workflow.ts";
import { DEFAULT_SOURCES, DEFINITION_VERSION } from "#shared/automation/definition.ts";

/** A workflow with nothing in it: its name and for which pipeline it is. */
export function NewDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("workflows.new")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Form onClose={onClose} />
    </Modal>
  );
}

function Form({ onClose }: { readonly onClose: () => void }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const [name, setName] = useState("");
  const tooLong = useTooLong()(name, MAX_WORKFLOW_NAME_CHARACTERS);
  const [pipelineId, setPipelineId] = useState<string>(pipelines[0]?.id ?? "");
  const make = async (): Promise<void> => {
    try {
      const made = await client.workflows.create({
        name,
        pipelineId: pipelines.find(({ id }) => id === pipelineId)?.id ?? null,
        definition: {
          version: DEFINITION_VERSION,
          triggers: [{ id: "t1", type: "ticket-created" }],
          filter: { match: "all", parts: [] },
          reenrolment: { kind: "never" },
          unenrolment: { on: [], filter: null },
          sources: [...DEFAULT_SOURCES],
          businessHours: null,
          steps: [],
        },
      });
      onClose();
      navigate({ page: "workflows", workflowId: made.id });
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          required
          error={tooLong}
          dir="auto"
          label={t("workflows.name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t("workflows.pipeline")}
          data={[
            ...pipelines.map(({ id, name: label }) => ({ value: id as string, label })),
            { value: "", label: t("workflows.everyPipeline") },
          ]}
          value={pipelineId}
          onChange={(next) => setPipelineId(next ?? "")}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" disabled={name.trim() === "" || tooLong !== null}>
            {t("workflows.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
