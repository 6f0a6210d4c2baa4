import { MultiSelect, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import type { PropertyView } from "#shared/contract/properties.ts";
import {
  MAX_LONG_TEXT_VALUE_CHARACTERS,
  MAX_TEXT_VALUE_CHARACTERS,
  MAX_URL_VALUE_CHARACTERS,
  type OwnValue,
} from "#shared/model/setup/property.ts";
import { isOffered, optionsOf } from "#shared/rules/properties/options.ts";
import { useI18n } from "../../state/desk-context.tsx";
import { useAssignableUsers } from "../../state/use-access.ts";
import { dayFromInput, inputFromDay } from "./day-input.ts";

export type OwnValueInputProps = {
  readonly property: PropertyView;
  readonly value: OwnValue | null;
  /** @param isTyped into a text, which goes on */
  readonly onChange: (value: OwnValue | null, isTyped: boolean) => void;
  readonly label?: string;
  readonly "aria-label"?: string;
  readonly withAsterisk?: boolean;
  readonly error?: string | null | undefined;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly classNames?: Partial<Record<"input" | "section" | "pill" | "inputField", string>>;
  readonly onBlur?: () => void;
  readonly "data-autofocus"?: boolean | undefined;
};

/** The field in which a value of one of the desk's own properties is filled in; the same in every form. */
export function OwnValueInput({ property, value, onChange, ...rest }: OwnValueInputProps) {
  const { t } = useI18n();
  const users = useAssignableUsers(typeof value === "string" ? value : null);
  const common = { ...rest, ...(property.description === "" ? {} : { title: property.description }) };
  const typed = (text: string) => onChange(text === "" ? null : text, true);
  const text = typeof value === "string" ? value : "";
  switch (property.type) {
    case "text":
      return (
        <TextInput
          {...common}
          dir="auto"
          maxLength={MAX_TEXT_VALUE_CHARACTERS}
          value={text}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      );
    case "url":
      return (
        <TextInput
          {...common}
          type="url"
          placeholder={rest.placeholder ?? "https://"}
          maxLength={MAX_URL_VALUE_CHARACTERS}
          value={text}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      );
    case "long-text":
      return (
        <Textarea
          {...common}
          dir="auto"
          autosize
          minRows={2}
          maxRows={12}
          maxLength={MAX_LONG_TEXT_VALUE_CHARACTERS}
          value={text}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      );
    case "number": {
      const { min, max, decimals } = property.bounds ?? { min: null, max: null, decimals: 2 };
      return (
        <NumberInput
          {...common}
          hideControls
          // What is out of bounds is told, not turned into something that nobody typed.
          clampBehavior="none"
          decimalScale={decimals}
          {...(min === null ? {} : { min })}
          {...(max === null ? {} : { max })}
          value={typeof value === "number" ? value : ""}
          onChange={(next) => onChange(typeof next === "number" ? next : null, true)}
        />
      );
    }
    case "date":
      return (
        <TextInput
          {...common}
          type="date"
          value={inputFromDay(typeof value === "number" ? value : null)}
          onChange={(event) => onChange(dayFromInput(event.currentTarget.value), false)}
        />
      );
    case "checkbox":
      return (
        <Select
          {...common}
          clearable
          data={[
            { value: "true", label: t("words.value.yes") },
            { value: "false", label: t("words.value.no") },
          ]}
          value={typeof value === "boolean" ? String(value) : null}
          onChange={(next) => onChange(next === null ? null : next === "true", false)}
        />
      );
    case "user":
      return (
        <Select
          {...common}
          clearable
          searchable
          data={users.map(({ id, name }) => ({ value: id, label: name }))}
          value={text === "" ? null : text}
          onChange={(next) => onChange(next, false)}
        />
      );
    case "choice":
      return (
        <Select
          {...common}
          clearable
          searchable={Object.keys(property.options).length > 8}
          data={optionsFor(property, [text])}
          value={text === "" ? null : text}
          onChange={(next) => onChange(next, false)}
        />
      );
    case "choices": {
      const chosen = Array.isArray(value) ? value : [];
      return (
        <MultiSelect
          {...common}
          searchable
          data={optionsFor(property, chosen)}
          value={chosen}
          onChange={(next) => onChange(next.length === 0 ? null : next, false)}
        />
      );
    }
  }
}

/** Those that are offered, and those that are chosen already. */
function optionsFor(property: PropertyView, chosen: readonly string[]) {
  return optionsOf(property)
    .filter((option) => isOffered(option) || chosen.includes(option.id))
    .map(({ id, name }) => ({ value: id, label: name }));
}
