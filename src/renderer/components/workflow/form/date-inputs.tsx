import { TextInput, type TextInputProps } from "@mantine/core";

type Common = Omit<TextInputProps, "value" | "onChange" | "type">;

/** A moment, in the machine's time zone. */
export function DateInput({
  value,
  onChange,
  ...rest
}: Common & { readonly value: number | null; readonly onChange: (epochMs: number | null) => void }) {
  return (
    <TextInput
      {...rest}
      type="datetime-local"
      value={value === null ? "" : localText(value)}
      onChange={(event) => {
        const epochMs = new Date(event.currentTarget.value).getTime();
        onChange(Number.isNaN(epochMs) ? null : epochMs);
      }}
    />
  );
}

/** A time of the day, in minutes after midnight. */
export function MinuteInput({
  value,
  onChange,
  ...rest
}: Common & { readonly value: string; readonly onChange: (minute: number) => void }) {
  return (
    <TextInput
      {...rest}
      type="time"
      value={value}
      onChange={(event) => {
        const [hours, minutes] = event.currentTarget.value.split(":").map(Number);
        if (hours !== undefined && minutes !== undefined) onChange(hours * 60 + minutes);
      }}
    />
  );
}

/** As such a field has it: 2026-03-01T09:05. */
function localText(epochMs: number): string {
  const at = new Date(epochMs);
  return new Date(epochMs - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
