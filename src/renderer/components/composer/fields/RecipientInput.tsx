import { Combobox, Pill, PillsInput, useCombobox } from "@mantine/core";
import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import { flushSync } from "react-dom";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { MAX_SUGGESTIONS } from "../limits.ts";
import { nameOf } from "../../person-name.ts";
import { type DraftRecipient, isValidRecipient } from "../draft/mail-draft.ts";
import css from "./RecipientFields.module.css";
import { addRecipients, matchingSuggestions, parseRecipients } from "./parse-recipients.ts";

const cx = classNamesOf(css);

export type RecipientInputProps = {
  readonly label: string;
  readonly recipients: readonly DraftRecipient[];
  readonly suggestions: readonly DraftRecipient[];
  readonly autoFocus?: boolean;
  readonly readOnly: boolean;
  readonly onChange: (recipients: DraftRecipient[]) => void;
};

/** Mailboxes as tokens: typed, pasted as a list, or taken from the suggestions. What is no address stays and says so. */
export function RecipientInput(props: RecipientInputProps) {
  const { recipients, label } = props;
  const { t } = useI18n();
  const [typed, setTyped] = useState("");
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const options = matchingSuggestions(props.suggestions, typed, recipients, MAX_SUGGESTIONS);

  const add = (text: string): void => {
    setTyped("");
    combobox.closeDropdown();
    const added = parseRecipients(text);
    if (added.length > 0) props.onChange(addRecipients(recipients, added));
  };
  const remove = (index: number): void => props.onChange(recipients.filter((_, place) => place !== index));
  /** A token that is no address goes back into the field to be mended. */
  const mend = (index: number): void => {
    const wrong = recipients[index];
    if (wrong === undefined) return;
    setTyped(wrong.name === "" ? wrong.address : `${wrong.name} <${wrong.address}>`);
    remove(index);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const chosen = combobox.dropdownOpened && combobox.getSelectedOptionIndex() >= 0;
    if (event.key === "Escape" && combobox.dropdownOpened) {
      event.stopPropagation();
      combobox.closeDropdown();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      // The form sends on this key: what is still typed goes along, so it has to be in the draft before the form sees the key.
      flushSync(() => add(typed));
    } else if (event.key === "Backspace" && typed === "" && recipients.length > 0) {
      event.preventDefault();
      const last = recipients.at(-1);
      if (last !== undefined && !isValidRecipient(last)) mend(recipients.length - 1);
      else remove(recipients.length - 1);
    } else if (
      typed.trim() !== "" &&
      !chosen &&
      (SEPARATORS.has(event.key) || (event.key === "Enter" && !event.ctrlKey && !event.metaKey))
    ) {
      event.preventDefault();
      add(typed);
    }
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[@,;\n]/u.test(text)) return;
    event.preventDefault();
    add(typed + text);
  };

  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      withinPortal
      onOptionSubmit={(address) => {
        const who = options.find((option) => option.address === address);
        setTyped("");
        combobox.closeDropdown();
        if (who !== undefined) props.onChange(addRecipients(recipients, [who]));
      }}
    >
      <Combobox.DropdownTarget>
        <PillsInput variant="unstyled" size="xs" className={cx("input")} onClick={() => combobox.openDropdown()}>
          <Pill.Group gap={4}>
            {recipients.map((who, index) => {
              const valid = isValidRecipient(who);
              return (
                <Pill
                  key={`${who.address}-${index}`}
                  size="sm"
                  withRemoveButton={!props.readOnly}
                  className={cx("pill", !valid && "wrong")}
                  title={valid ? who.address : t("ticket.composer.wrongAddress", { address: who.address })}
                  onRemove={() => remove(index)}
                  removeButtonProps={{
                    "aria-label": t("ticket.composer.removeRecipient", { name: who.address }),
                    "aria-hidden": false,
                  }}
                  onDoubleClick={() => mend(index)}
                >
                  {nameOf(who)}
                  {valid ? null : <span className={cx("hidden")}> {t("ticket.composer.isWrong")}</span>}
                </Pill>
              );
            })}
            <Combobox.EventsTarget>
              <PillsInput.Field
                role="combobox"
                aria-expanded={combobox.dropdownOpened && options.length > 0}
                aria-controls={combobox.listId ?? undefined}
                aria-label={label}
                value={typed}
                readOnly={props.readOnly}
                data-autofocus={props.autoFocus === true || undefined}
                autoComplete="off"
                spellCheck={false}
                onBlur={() => add(typed)}
                onChange={(event) => {
                  setTyped(event.currentTarget.value);
                  combobox.openDropdown();
                  combobox.resetSelectedOption();
                }}
                onKeyDown={onKeyDown}
                onPaste={onPaste}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={options.length === 0}>
        <Combobox.Options aria-label={label}>
          {options.map((who) => (
            <Combobox.Option key={who.address} value={who.address}>
              {who.name === "" ? null : <span className={cx("name")}>{who.name}</span>}
              <span className={cx(who.name !== "" && "address")}>{who.address}</span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Tab ends the token too, by leaving the field. */
const SEPARATORS: ReadonlySet<string> = new Set([",", ";"]);
