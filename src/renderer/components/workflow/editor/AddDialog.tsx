import { Combobox, Modal, TextInput, useCombobox } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { words, type Phrase } from "#shared/automation/describe/words.ts";
import { STEP_CATEGORIES } from "#shared/automation/steps/kind.ts";
import { STEP_KINDS, type StepType } from "#shared/automation/steps/step.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { KindIcon } from "../KindIcon.tsx";
import { useEditor, useEditorState } from "./editor-context.tsx";
import css from "./AddDialog.module.css";

const cx = classNamesOf(css);
const TYPES = Object.keys(STEP_KINDS) as StepType[];

/** An action that was chosen, with what of its settings is chosen with it. */
export type ChosenAction = { readonly type: StepType; readonly changes: object };

/** The list of actions of the opened workflow, searched by what is typed. */
export function AddDialog() {
  const editor = useEditor();
  const isOpen = useEditorState((state) => state.adding !== null);
  return (
    <ActionsDialog
      isOpen={isOpen}
      onClose={editor.stopAdding}
      onChoose={({ type, changes }) => editor.add(type, changes)}
      // What was put in gets the focus.
      returnFocus={false}
      onGone={() => editor.choose(editor.getState().chosen)}
    />
  );
}

/** The list of actions, searched by what is typed. */
export function ActionsDialog(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onChoose: (action: ChosenAction) => void;
  readonly returnFocus?: boolean;
  readonly onGone?: () => void;
}) {
  const { t } = useI18n();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={t("workflows.add.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      returnFocus={props.returnFocus ?? true}
      {...(props.onGone === undefined ? {} : { onExitTransitionEnd: props.onGone })}
    >
      <Actions onClose={props.onClose} onChoose={props.onChoose} />
    </Modal>
  );
}

function Actions(props: { readonly onClose: () => void; readonly onChoose: (action: ChosenAction) => void }) {
  const { t } = useI18n();
  const { say } = useWords();
  // Escape in the field is about its list, which is always open: it closes the dialog.
  const combobox = useCombobox({ opened: true, onDropdownClose: props.onClose });
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const templates = useDeskState((state) => state.setup.mailTemplates);
  const mails = useMemo(
    () => templates.map(({ id, name }) => ({ id, name: t("workflows.add.mail", { template: name }) })),
    [templates, t],
  );
  const groups = useMemo(() => foundOf(wanted, say, mails), [wanted, say, mails]);
  const add = (value: string): void => {
    const template = mails.find(({ id }) => value === mailValue(id));
    if (template === undefined) props.onChoose({ type: value as StepType, changes: {} });
    else props.onChoose({ type: "send-email", changes: { mail: { kind: "template", templateId: template.id } } });
  };
  useEffect(() => {
    if (groups.length > 0) combobox.selectFirstOption();
  }, [combobox, groups]);
  return (
    <Combobox store={combobox} onOptionSubmit={add}>
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          type="search"
          value={search}
          aria-label={t("workflows.add.find")}
          placeholder={t("workflows.add.find")}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={cx("kinds")} aria-label={t("workflows.add.title")}>
        {groups.map(({ category, label, items }) => (
          <Combobox.Group key={category} label={label}>
            {items.map((item) => (
              <Combobox.Option key={item.value} value={item.value} className={cx("kind")}>
                <KindIcon icon={item.icon} />
                {item.label}
              </Combobox.Option>
            ))}
          </Combobox.Group>
        ))}
        {groups.length === 0 ? <Combobox.Empty>{t("workflows.nothingFound")}</Combobox.Empty> : null}
      </Combobox.Options>
    </Combobox>
  );
}

type ReadyMail = { readonly id: string; readonly name: string };

const mailValue = (templateId: string) => `mail:${templateId}`;

/** Kinds by their categories, ready mails with the communications; those whose names begin with what is wanted come first. */
function foundOf(wanted: string, say: (phrase: Phrase) => string, mails: readonly ReadyMail[]) {
  const groups = STEP_CATEGORIES.map((category) => {
    const label = say(words(`words.stepCategory.${category}`));
    const kinds = TYPES.filter((type) => STEP_KINDS[type].category === category).map((type) => ({
      value: type as string,
      icon: STEP_KINDS[type].icon,
      label: say(words(STEP_KINDS[type].label)),
    }));
    const { category: ofMails, icon } = STEP_KINDS["send-email"];
    const ready =
      category === ofMails ? mails.map(({ id, name }) => ({ value: mailValue(id), icon, label: name })) : [];
    const items = [...kinds, ...ready]
      .map((item) => ({ ...item, isFirst: item.label.toLowerCase().startsWith(wanted) }))
      .filter((item) => `${item.label} ${label}`.toLowerCase().includes(wanted))
      .toSorted((a, b) => Number(b.isFirst) - Number(a.isFirst));
    return { category, label, items, isFirst: wanted !== "" && items[0]?.isFirst === true };
  });
  return groups.filter(({ items }) => items.length > 0).toSorted((a, b) => Number(b.isFirst) - Number(a.isFirst));
}
