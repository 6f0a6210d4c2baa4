import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";

export type NameFieldProps = {
  readonly name: string;
  readonly label: string;
  readonly maxChars: number;
  readonly disabled: boolean;
  /** Called with a changed name that is not empty. */
  readonly onRename: (name: string) => void;
} & Pick<TextInputProps, "className" | "classNames" | "variant" | "size">;

/** A name edited in place: Enter and leaving it keep, Escape forgets, an empty name is no name. */
export function NameField({ name, label, maxChars, disabled, onRename, ...look }: NameFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const keep = (): void => {
    const cleaned = (typed ?? name).trim();
    setTyped(null);
    if (cleaned !== "" && cleaned !== name) onRename(cleaned);
  };
  return (
    <TextInput
      {...look}
      aria-label={label}
      maxLength={maxChars}
      readOnly={disabled}
      value={typed ?? name}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") {
          event.stopPropagation();
          setTyped(null);
        }
      }}
    />
  );
}
