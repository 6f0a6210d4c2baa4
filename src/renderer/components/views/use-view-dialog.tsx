import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useCallback, useState } from "react";
import { MAX_VIEW_NAME_CHARACTERS } from "#shared/automation/ticket-views/limits.ts";
import { useI18n } from "../../state/desk-context.tsx";
import { useMayChange } from "../../state/use-access.ts";
import { useToasts } from "../use-toasts.tsx";

const VIEW_MODAL = "view";

export type NamedView = { readonly name: string; readonly shared: boolean };

/** Asks what a view is called, and who has it. */
export function useViewDialog(): (asked: {
  readonly title: string;
  readonly given: NamedView;
  readonly onSave: (view: NamedView) => Promise<unknown>;
}) => void {
  return useCallback(({ title, given, onSave }) => {
    modals.open({ modalId: VIEW_MODAL, title, children: <ViewForm given={given} onSave={onSave} /> });
  }, []);
}

function ViewForm({
  given,
  onSave,
}: {
  readonly given: NamedView;
  readonly onSave: (view: NamedView) => Promise<unknown>;
}) {
  const { t } = useI18n();
  const toasts = useToasts();
  const mayShare = useMayChange();
  const [name, setName] = useState(given.name);
  const [shared, setShared] = useState(given.shared);
  const [isSaving, setSaving] = useState(false);
  const save = () => {
    setSaving(true);
    onSave({ name: name.trim(), shared }).then(
      () => modals.close(VIEW_MODAL),
      (error: unknown) => {
        setSaving(false);
        toasts.failed(error);
      },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") save();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t("views.name")}
          data-autofocus
          required
          maxLength={MAX_VIEW_NAME_CHARACTERS}
          dir="auto"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox
          label={t("views.share")}
          description={t(mayShare ? "views.shareHint" : "views.mayNotShare")}
          disabled={!mayShare}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => modals.close(VIEW_MODAL)}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={isSaving} disabled={name.trim() === ""}>
            {t("views.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
