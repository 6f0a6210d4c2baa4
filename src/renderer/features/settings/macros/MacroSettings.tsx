import { Button, Table, Text, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useUndo } from "#renderer/components/use-undo.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { useMayChange, useMayWrite } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { Step } from "#renderer/state/undo-stack.ts";
import type { MacroView } from "#shared/contract/macros.ts";
import { useMacroWords } from "#renderer/components/macros/use-macro-words.ts";
import { OwnBadge } from "../form/OwnOrShared.tsx";
import { PageFrame } from "../form/PageFrame.tsx";
import { RowMenu } from "../form/RowMenu.tsx";
import { useListed } from "../form/use-listed.ts";
import { MacroDialog } from "./MacroDialog.tsx";
import css from "../form/list.module.css";

const cx = classNamesOf(css);
/** A name has room for 120 characters, with the words that tell that it is a copy. */
const MAX_COPIED_NAME = 100;

/** Settings › Macros: what one key does to tickets. */
export function MacroSettings() {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayWrite = useMayWrite();
  const load = useCallback(() => client.macros.list(), [client]);
  const { items, error } = useListed<MacroView>("macros", load);
  /** "new", or the one that is edited; null: none. */
  const [edited, setEdited] = useState<MacroView | "new" | null>(null);
  usePageTitle(t("macros.title"));
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: { page: "settings", section: null, id: null, tab: null } }]}
      title={<Title order={1}>{t("macros.title")}</Title>}
      guarded={false}
    >
      <div className={cx("head")}>
        <p className={cx("text")}>{t("macros.text")}</p>
        <Button leftSection={<IconPlus size={14} />} flex="none" disabled={!mayWrite} onClick={() => setEdited("new")}>
          {t("macros.new")}
        </Button>
      </div>
      {error === undefined ? null : <Text c="red">{failureText(error, t)}</Text>}
      {items === null ? null : items.length === 0 ? (
        <EmptyState level={2} title={t("macros.none.title")} text={t("macros.none.text")} />
      ) : (
        <Table verticalSpacing="xs" layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="40%">{t("snippets.name")}</Table.Th>
              <Table.Th>{t("macros.does")}</Table.Th>
              <Table.Td w={48} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((macro) => (
              <MacroRow key={macro.id} macro={macro} onEdit={() => setEdited(macro)} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {edited === null ? null : (
        <MacroDialog macro={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      )}
    </PageFrame>
  );
}

function MacroRow({ macro, onEdit }: { readonly macro: MacroView; readonly onEdit: () => void }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const undo = useUndo();
  const say = useMacroWords();
  const mayChange = useMayChange();
  const mayWrite = useMayWrite();
  const { name, description, steps, reply } = macro;
  const duplicate = async (): Promise<void> => {
    const copy = t("mailTemplates.copyName", { name: name.slice(0, MAX_COPIED_NAME) });
    await client.macros.create({ name: copy, description, steps, reply, shared: false });
  };
  const remove = async (): Promise<void> => {
    await client.macros.remove({ id: macro.id });
    const what = t("mailTemplates.removed", { name });
    const again = () => client.macros.create({ name, description, steps, reply, shared: macro.ownerId === null });
    const step: Step = { what, undo: again, redo: null };
    undo.record(step);
    toasts.done(what, { step: { step, takeBack: () => undo.takeBack(step) } });
  };
  const told = (work: Promise<unknown>): void => void work.catch((error: unknown) => toasts.failed(error));
  return (
    <Table.Tr>
      <Table.Td className={cx("cell")}>
        <span className={cx("name")}>
          <button type="button" className={cx("open")} dir="auto" onClick={onEdit}>
            {name}
          </button>
          <OwnBadge ownerId={macro.ownerId} />
        </span>
        <div className={cx("words")} dir="auto">
          {description}
        </div>
      </Table.Td>
      <Table.Td className={cx("cell")}>
        {steps.map((step) => (
          <div key={step.id} className={cx("words")}>
            {say(step)}
          </div>
        ))}
        {reply === "" ? null : <div className={cx("words")}>{t("macros.writesReply")}</div>}
      </Table.Td>
      <Table.Td className={cx("cell")}>
        {mayWrite ? (
          <RowMenu
            name={name}
            onDuplicate={() => told(duplicate())}
            onRemove={macro.ownerId !== null || mayChange ? () => told(remove()) : null}
          />
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}
