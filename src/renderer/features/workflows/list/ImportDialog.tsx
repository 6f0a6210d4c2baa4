import { Alert, Button, FileInput, Group, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf, failureText } from "#renderer/state/failure.ts";
import { navigate } from "#renderer/state/routes.ts";
import type { Translate } from "#shared/i18n/index.ts";
import type { UnresolvedReference } from "#shared/contract/workflow-files.ts";
import { useDocuments } from "#renderer/components/workflow/form/use-documents.ts";
import css from "./list.module.css";

const cx = classNamesOf(css);

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

/** Where it stands in the file, and what is wrong there. */
function reasonOf({ path, message }: { readonly path: string; readonly message: string }, t: Translate): string {
  if (path === "" || path === "format") return t("workflows.import.unreadable");
  if (path === "version") return t("workflows.import.newer");
  return t(path.endsWith(".type") ? "workflows.import.unknown" : "workflows.import.wrong", { path, message });
}

function Form({ onClose }: { readonly onClose: () => void }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const documents = useDocuments();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [pasted, setPasted] = useState("");
  const [refused, setRefused] = useState<readonly string[] | null>(null);

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
      const { issues = [] } = failureOf(failure).data;
      setRefused(issues.length === 0 ? [failureText(failure, t)] : issues.map((issue) => reasonOf(issue, t)));
    }
  };
  const read = async (text: string): Promise<void> => {
    setRefused(null);
    setAsked(null);
    let file: unknown;
    try {
      file = JSON.parse(text);
    } catch {
      setRefused([t("workflows.import.unreadable")]);
      return;
    }
    await send(file);
  };
  return (
    <Stack gap="sm">
      <FileInput
        label={t("workflows.import.file")}
        description={t("workflows.import.text")}
        accept="application/json,.json"
        // The same file again, once it is mended, is another one.
        value={null}
        placeholder={t("workflows.choose")}
        onChange={(file) => void file?.text().then(read)}
      />
      <Textarea
        label={t("workflows.import.paste")}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        value={pasted}
        onChange={(event) => {
          setPasted(event.currentTarget.value);
          setRefused(null);
        }}
      />
      {refused === null ? null : (
        <Alert
          color="red"
          bg="var(--pd-danger-soft)"
          role="alert"
          icon={<IconAlertTriangle size={16} />}
          title={t("workflows.import.failed")}
        >
          <ul className={cx("reasons")}>
            {refused.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Alert>
      )}
      {asked === null ? (
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button disabled={pasted.trim() === ""} onClick={() => void read(pasted)}>
            {t("workflows.import.go")}
          </Button>
        </Group>
      ) : null}
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
