import { ActionIcon, Combobox, Textarea, TextInput, Tooltip, useCombobox } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { PLACEHOLDERS } from "#shared/automation/placeholders/names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import css from "./form.module.css";

const OFFERED = PLACEHOLDERS.filter(({ offered }) => offered).map(({ name }) => name);

/** A text with placeholders, and the list from which they are put in where the cursor stands. */
export function TemplateInput(props: {
  readonly label: string;
  readonly value: string;
  readonly isLong: boolean;
  readonly error: string | null;
  readonly disabled: boolean;
  readonly onBlur: () => void;
  readonly onChange: (value: string) => void;
}) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { label, value, isLong, error, disabled, onBlur, onChange } = props;

  const put = (name: string): void => {
    const input = field.current;
    const start = input?.selectionStart ?? value.length;
    const end = input?.selectionEnd ?? start;
    const placeholder = `{{ ${name} }}`;
    onChange(value.slice(0, start) + placeholder + value.slice(end));
    // The cursor stands behind what was put in, once the text is there.
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(start + placeholder.length, start + placeholder.length);
    });
  };
  const common = {
    ref: field,
    label,
    value,
    error,
    disabled,
    onBlur,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value),
  };
  return (
    <div className={css["template"]}>
      {isLong ? <Textarea {...common} autosize minRows={3} maxRows={12} /> : <TextInput {...common} />}
      {disabled ? null : <Picker onPick={put} />}
    </div>
  );
}

function Picker({ onPick }: { readonly onPick: (name: string) => void }) {
  const { t } = useI18n();
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const wanted = search.trim().toLowerCase();
  const found = OFFERED.filter((name) => name.toLowerCase().includes(wanted));
  return (
    <Combobox
      store={combobox}
      width={260}
      position="bottom-end"
      onOptionSubmit={(name) => {
        combobox.closeDropdown();
        onPick(name);
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <Tooltip label={t("workflows.placeholder")}>
          <ActionIcon
            className={css["picker"] ?? ""}
            size="sm"
            aria-label={t("workflows.placeholder")}
            onClick={() => combobox.toggleDropdown()}
          >
            <IconBraces size={15} />
          </ActionIcon>
        </Tooltip>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          aria-label={t("workflows.placeholder.find")}
          placeholder={t("workflows.placeholder.find")}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.selectFirstOption();
          }}
        />
        <Combobox.Options mah={240} style={{ overflowY: "auto" }}>
          {found.map((name) => (
            <Combobox.Option key={name} value={name}>
              {name}
            </Combobox.Option>
          ))}
          {found.length === 0 ? <Combobox.Empty>{t("workflows.nothingFound")}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
