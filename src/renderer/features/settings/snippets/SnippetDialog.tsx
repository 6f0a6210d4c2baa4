import { Autocomplete, Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { submitOnEnter } from "#renderer/components/submit-on-enter.ts";
import { TemplateInput } from "#renderer/components/workflow/form/TemplateInput.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf, failureText } from "#renderer/state/failure.ts";
import { useMayChange, useMayWrite } from "#renderer/state/use-access.ts";
import { checkTemplate } from "#shared/automation/placeholders/check-template.ts";
import type { SnippetView } from "#shared/contract/snippets.ts";
import { SnippetShortcut } from "#shared/model/setup/snippet.ts";
import { OwnOrSharedField } from "../form/OwnOrShared.tsx";

/** A snippet that is made or changed. @param props.snippet null: a new one */
export function SnippetDialog(props: { readonly snippet: SnippetView | null; readonly onClose: () => void }) {
  const { snippet, onClose } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const mayShare = useMayChange();
  const mayWrite = useMayWrite();
  const others = useDeskState((state) => state.setup.snippets);
  const [words, setWords] = useState({
    name: snippet?.name ?? "",
    shortcut: snippet?.shortcut ?? "",
    folder: snippet?.folder ?? "",
    text: snippet?.text ?? "",
    shared: snippet === null ? mayShare : snippet.ownerId === null,
  });
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const mayEdit = mayWrite && (snippet === null || snippet.ownerId !== null || mayShare);
  const patch = (part: Partial<typeof words>): void => setWords((before) => ({ ...before, ...part }));
  const [issue] = checkTemplate(words.text);
  const issueText =
    issue === undefined ? null : t("snippets.unknown", { name: issue.about === "" ? issue.message : issue.about });
  const isTaken =
    words.shortcut !== "" && others.some(({ id, shortcut }) => id !== snippet?.id && shortcut === words.shortcut);
  const isShortcut = SnippetShortcut.safeParse(words.shortcut).success;
  const isReady = words.name.trim() !== "" && words.text.trim() !== "" && issue === undefined && isShortcut;
  const save = async (): Promise<void> => {
    if (!isReady || isBusy || !mayEdit) return;
    setBusy(true);
    setFailure(null);
    try {
      if (snippet === null) await client.snippets.create(words);
      else await client.snippets.update({ id: snippet.id, ...words });
      onClose();
    } catch (error) {
      setFailure(failureOf(error).data.issues?.[0]?.message ?? failureText(error, t));
    }
    setBusy(false);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(snippet === null ? "snippets.new" : "snippets.edit")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm" onKeyDown={submitOnEnter}>
          <TextInput
            data-autofocus
            label={t("snippets.name")}
            maxLength={120}
            value={words.name}
            disabled={!mayEdit}
            onChange={(event) => patch({ name: event.currentTarget.value })}
          />
          <Group grow align="flex-start">
            <TextInput
              label={t("snippets.shortcut")}
              description={t("snippets.shortcut.text")}
              leftSection="/"
              maxLength={40}
              value={words.shortcut}
              disabled={!mayEdit}
              error={isShortcut ? (isTaken ? t("snippets.shortcut.taken") : null) : t("snippets.shortcut.word")}
              onChange={(event) => patch({ shortcut: event.currentTarget.value.replace(/^\//u, "") })}
            />
            <Autocomplete
              label={t("snippets.folder")}
              description={t("snippets.folder.text")}
              maxLength={80}
              data={Array.from(new Set(others.map(({ folder }) => folder).filter((folder) => folder !== "")))}
              value={words.folder}
              disabled={!mayEdit}
              onChange={(folder) => patch({ folder })}
            />
          </Group>
          <TemplateInput
            label={t("snippets.words")}
            value={words.text}
            isLong
            error={issueText}
            disabled={!mayEdit}
            onBlur={() => undefined}
            onChange={(text) => patch({ text })}
          />
          <OwnOrSharedField shared={words.shared} onChange={(shared) => patch({ shared })} />
          {failure === null ? null : (
            <p role="alert" style={{ margin: 0, color: "var(--pd-danger)" }}>
              {failure}
            </p>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" loading={isBusy} disabled={!isReady || !mayEdit}>
              {t("composing.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
