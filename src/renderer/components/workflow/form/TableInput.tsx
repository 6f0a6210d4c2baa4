import { ActionIcon, Button, Group, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useFieldWords, useForm } from "./form-context.tsx";
import { Labelled } from "./Labelled.tsx";

/** Names with a text each: a request's headers. */
export function TableInput(props: {
  readonly label: string;
  readonly value: Readonly<Record<string, string>>;
  readonly error: string | null;
  readonly onChange: (value: Readonly<Record<string, string>>) => void;
}) {
  const { t } = useI18n();
  const form = useForm();
  const words = useFieldWords();
  const rows = Object.entries(props.value);
  const put = (changed: readonly (readonly [string, string])[]) => props.onChange(Object.fromEntries(changed));
  return (
    <Labelled label={props.label} error={props.error}>
      {rows.map(([name, text], index) => (
        // By position: a name that is typed into is still the same row.
        <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
          <TextInput
            aria-label={words.field("name")}
            value={name}
            disabled={form.isReadOnly}
            onBlur={form.onLeave}
            onChange={(event) => put(rows.with(index, [event.currentTarget.value, text]))}
          />
          <TextInput
            aria-label={words.field("value")}
            value={text}
            disabled={form.isReadOnly}
            onBlur={form.onLeave}
            onChange={(event) => put(rows.with(index, [name, event.currentTarget.value]))}
          />
          <ActionIcon
            aria-label={t("workflows.remove")}
            disabled={form.isReadOnly}
            onClick={() => put(rows.toSpliced(index, 1))}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </Group>
      ))}
      {form.isReadOnly ? null : (
        <Button variant="default" size="compact-xs" onClick={() => put([...rows, ["", ""]])}>
          {t("workflows.addRow")}
        </Button>
      )}
    </Labelled>
  );
}
