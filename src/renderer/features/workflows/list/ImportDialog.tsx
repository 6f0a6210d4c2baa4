import { Button, FileInput, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import type { UnresolvedReference } from "#shared/contract/workflow-files.ts";
import { useDocuments } from "#renderer/components/workflow/form/use-documents.ts";

/** Reads a file of workflows; asks what is meant by each name that this desk does not have, or has several of. */
export function ImportDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("workflows.import")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Form onClose={onClose} />
    </Modal>
  );
}

type Asked = { readonly file: unknown; readonly unresolved: readonly UnresolvedReference[] };

const keyOf = ({ kind, id }: UnresolvedReference) => `${kind} ${id}`;

function Form({ onClose }: { readonly onClose: () => void }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const documents = useDocuments();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [error, setError] = useState<string | null>(null);

  const send = async (file: unknown): Promise<void> => {
    const mapping = (asked?.unresolved ?? []).flatMap((one) => {
      const to = chosen[keyOf(one)];
      return to === undefined ? [] : [{ kind: one.kind, id: one.id, to }];
    });
    try {
      const { items, unresolved, leftOut } = await client.workflows.import({ file, mapping });
      if (unresolved.length > 0) {
        setAsked({ file, unresolved });
        return;
      }
      onClose();
      toasts.done(t("workflows.imported", { count: items.length }));
      if (leftOut.length > 0)
        toasts.failed(null, { title: t("workflows.import.secrets"), text: t("workflows.import.secrets.text") });
      const [only] = items;
      if (only !== undefined && items.length === 1) navigate({ page: "workflows", workflowId: only.id });
    } catch (failure) {
      toasts.failed(failure, { title: t("workflows.import.failed") });
    }
  };
  const read = async (file: File | null): Promise<void> => {
    setError(null);
    setAsked(null);
    if (file === null) return;
    try {
      await send(JSON.parse(await file.text()) as unknown);
    } catch {
      setError(t("workflows.import.unreadable"));
    }
  };
  return (
    <Stack gap="sm">
      <FileInput
        label={t("workflows.import.file")}
        description={t("workflows.import.text")}
        accept="application/json,.json"
        error={error}
        onChange={(file) => void read(file)}
      />
      {asked === null ? null : (
        <>
          <Text>{t("workflows.import.asked")}</Text>
          {asked.unresolved.map((one) => (
            <Select
              key={keyOf(one)}
              searchable
              label={`${t(`workflows.import.kind.${one.kind}`)}: ${one.name}`}
              placeholder={t("workflows.choose")}
              data={documents(one.kind) ?? one.candidates.map(({ id, name }) => ({ value: id, label: name }))}
              value={chosen[keyOf(one)] ?? null}
              onChange={(to) => setChosen((before) => (to === null ? before : { ...before, [keyOf(one)]: to }))}
            />
          ))}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button
              disabled={asked.unresolved.some((one) => chosen[keyOf(one)] === undefined)}
              onClick={() => void send(asked.file)}
            >
              {t("workflows.import.go")}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
