import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { useTooLong } from "#renderer/components/use-too-long.ts";

export type NameFieldProps = {
  readonly name: string;
  readonly label: string;
  /** The label stands above the field; otherwise what is around it says what it is. */
  readonly labelled?: true;
  /** '' is a value like any other; otherwise it is no name, and the one before stays. */
  readonly mayBeEmpty?: true;
  readonly maxChars: number;
  readonly disabled: boolean;
  /** Called with a changed text. */
  readonly onRename: (name: string) => void;
} & Pick<TextInputProps, "className" | "classNames" | "variant" | "size" | "description">;

/** A name, or another short text, edited in place: Enter and leaving it keep, Escape forgets. What is too long is told, and waits to be made shorter. */
export function NameField({ name, label, maxChars, disabled, onRename, ...rest }: NameFieldProps) {
  const { labelled, mayBeEmpty, ...look } = rest;
  const [typed, setTyped] = useState<string | null>(null);
  const tooLong = useTooLong()(typed ?? name, maxChars);
  const keep = (): void => {
    if (tooLong !== null) return;
    const cleaned = (typed ?? name).trim();
    setTyped(null);
    if ((cleaned !== "" || mayBeEmpty) && cleaned !== name) onRename(cleaned);
  };
  return (
    <TextInput
      {...look}
      {...(labelled ? { label } : { "aria-label": label })}
      error={tooLong}
      dir="auto"
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
