/** What the forms for users and for contacts share: the dialog, name and addresses, and the buttons at the end. */
import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useI18n } from "../../state/desk-context.tsx";

/** Closed by its buttons and Esc alone: a click beside it loses nothing. */
export function PersonDialog(props: {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useI18n();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      closeOnClickOutside={false}
    >
      {props.children}
    </Modal>
  );
}

type NameAndAddresses = { readonly name: string; readonly addresses: string };

export function PersonForm(props: {
  readonly values: NameAndAddresses;
  readonly onChange: (changes: Partial<NameAndAddresses>) => void;
  readonly words: { readonly name: string; readonly addresses: string; readonly hint: string; readonly save: string };
  readonly maxNameChars: number;
  /** What is wrong with the addresses. */
  readonly error?: string | undefined;
  readonly onLeaveAddresses?: () => void;
  readonly isSaving: boolean;
  readonly maySave: boolean;
  readonly onSave: () => Promise<void>;
  readonly onClose: () => void;
  /** Below the addresses. */
  readonly children: ReactNode;
}) {
  const { t } = useI18n();
  const { values, words, onChange } = props;
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void props.onSave();
      }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={words.name}
          value={values.name}
          maxLength={props.maxNameChars}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Textarea
          label={words.addresses}
          description={words.hint}
          error={props.error}
          autosize
          minRows={2}
          maxRows={6}
          spellCheck={false}
          value={values.addresses}
          onChange={(event) => onChange({ addresses: event.currentTarget.value })}
          onBlur={props.onLeaveAddresses}
        />
        {props.children}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={props.isSaving} disabled={!props.maySave}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
