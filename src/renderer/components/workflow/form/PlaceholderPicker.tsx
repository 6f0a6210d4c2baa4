import { ActionIcon, Button, Combobox, Tooltip, useCombobox } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { useState } from "react";
import { OWN_PROPERTIES, PLACEHOLDERS } from "#shared/automation/placeholders/names.ts";
import { isOffered } from "#shared/rules/properties/options.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import css from "./form.module.css";

const OFFERED = PLACEHOLDERS.filter(({ offered }) => offered).map(({ name }) => name);

/** The list of placeholders, opened by its button, to be put into a text. */
export function PlaceholderPicker(props: {
  readonly onPick: (name: string) => void;
  /** On its button, among other tools; absent: it has a picture alone and lies over the corner of a field. */
  readonly label?: string;
}) {
  const { onPick } = props;
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
  const own = useDeskState((state) => state.setup.properties)
    .filter(isOffered)
    .map(({ key }) => `ticket.${OWN_PROPERTIES}.${key}`);
  const found = [...OFFERED, ...own].filter((name) => name.toLowerCase().includes(wanted));
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
        {props.label !== undefined ? (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t("workflows.placeholder")}
            leftSection={<IconBraces size={15} />}
            onClick={() => combobox.toggleDropdown()}
          >
            {props.label}
          </Button>
        ) : (
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
        )}
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
