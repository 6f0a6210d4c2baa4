import { Button, FileButton, Group, Table, Text, TextInput, Title } from "@mantine/core";
import { IconDownload, IconPlus, IconSearch, IconUpload } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { useMayChange, useMayWrite } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { SnippetView } from "#shared/contract/snippets.ts";
import { OwnBadge } from "../form/OwnOrShared.tsx";
import { PageFrame } from "../form/PageFrame.tsx";
import { RowMenu } from "../form/RowMenu.tsx";
import { useListed } from "../form/use-listed.ts";
import { SnippetDialog } from "./SnippetDialog.tsx";
import { useSnippetCommands } from "./use-snippet-commands.ts";
import css from "../form/list.module.css";

const cx = classNamesOf(css);

/** Settings › Snippets: the texts that `/` puts into answers and notes. */
export function SnippetSettings() {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayWrite = useMayWrite();
  const load = useCallback(() => client.snippets.list(), [client]);
  const { items, error } = useListed<SnippetView>("snippets", load);
  const commands = useSnippetCommands();
  const [q, setQ] = useState("");
  /** "new", or the one that is edited; null: none. */
  const [edited, setEdited] = useState<SnippetView | "new" | null>(null);
  usePageTitle(t("snippets.title"));
  const typed = q.trim().toLowerCase();
  const found = (items ?? []).filter(({ name, shortcut, folder, text }) =>
    [name, shortcut, folder, text].some((one) => one.toLowerCase().includes(typed)),
  );
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: { page: "settings", section: null, id: null, tab: null } }]}
      title={<Title order={1}>{t("snippets.title")}</Title>}
      guarded={false}
    >
      <div className={cx("head")}>
        <p className={cx("text")}>{t("snippets.text")}</p>
        <Group gap="xs" wrap="nowrap">
          <FileButton accept="application/json" onChange={(file) => void commands.importFile(file)}>
            {(button) => (
              <Button {...button} variant="default" leftSection={<IconUpload size={14} />} disabled={!mayWrite}>
                {t("snippets.import")}
              </Button>
            )}
          </FileButton>
          <Button
            variant="default"
            leftSection={<IconDownload size={14} />}
            disabled={found.length === 0}
            onClick={() => commands.exportFile(found)}
          >
            {t("snippets.export")}
          </Button>
          <Button leftSection={<IconPlus size={14} />} disabled={!mayWrite} onClick={() => setEdited("new")}>
            {t("snippets.new")}
          </Button>
        </Group>
      </div>
      {error === undefined ? null : <Text c="red">{failureText(error, t)}</Text>}
      {(items?.length ?? 0) === 0 ? null : (
        <TextInput
          type="search"
          maw={320}
          mb="sm"
          leftSection={<IconSearch size={14} />}
          aria-label={t("snippets.find")}
          placeholder={t("snippets.find")}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
      )}
      {items === null ? null : items.length === 0 ? (
        <EmptyState level={2} title={t("snippets.none.title")} text={t("snippets.none.text")} />
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table verticalSpacing="xs" layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("snippets.name")}</Table.Th>
                <Table.Th w={140}>{t("snippets.shortcut")}</Table.Th>
                <Table.Th w={160}>{t("snippets.folder")}</Table.Th>
                <Table.Td w={48} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.map((snippet) => (
                <SnippetRow key={snippet.id} snippet={snippet} onEdit={() => setEdited(snippet)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {edited === null ? null : (
        <SnippetDialog snippet={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      )}
    </PageFrame>
  );
}

function SnippetRow({ snippet, onEdit }: { readonly snippet: SnippetView; readonly onEdit: () => void }) {
  const commands = useSnippetCommands();
  const mayChange = useMayChange();
  const mayWrite = useMayWrite();
  const mayEdit = snippet.ownerId === null ? mayChange : mayWrite;
  return (
    <Table.Tr>
      <Table.Td className={cx("cell")}>
        <span className={cx("name")}>
          <button type="button" className={cx("open")} dir="auto" onClick={onEdit}>
            {snippet.name}
          </button>
          <OwnBadge ownerId={snippet.ownerId} />
        </span>
        <div className={cx("words")} dir="auto">
          {snippet.text}
        </div>
      </Table.Td>
      <Table.Td className={cx("cell")}>{snippet.shortcut === "" ? "" : `/${snippet.shortcut}`}</Table.Td>
      <Table.Td className={cx("cell")} dir="auto">
        {snippet.folder}
      </Table.Td>
      <Table.Td className={cx("cell")}>
        {mayWrite ? (
          <RowMenu
            name={snippet.name}
            onDuplicate={() => void commands.duplicate(snippet)}
            onRemove={mayEdit ? () => void commands.remove(snippet) : null}
          />
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}
