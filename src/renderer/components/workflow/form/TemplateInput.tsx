import { Textarea, TextInput } from "@mantine/core";
import { useRef } from "react";
import { PlaceholderPicker } from "./PlaceholderPicker.tsx";
import css from "./form.module.css";

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
      {disabled ? null : <PlaceholderPicker onPick={put} />}
    </div>
  );
}
