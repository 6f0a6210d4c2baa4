import { Button, Group, Stack, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import { SavedMark } from "../form/SavedMark.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useSaving } from "../form/use-saving.ts";

/** A contact form whose fields stand in the mail's text: which lines name who filled it in (D8b). */
export function ContactFormSettings({ channel }: { readonly channel: ChannelView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  const [form, setForm] = useState(channel.form ?? null);
  const usual = { sender: "", addressLabel: t("settings.form.usualAddress"), nameLabel: t("settings.form.usualName") };
  const save = (next: typeof form) => void saving.run(() => client.channels.update({ id: channel.id, form: next }));
  const set = (changes: Partial<NonNullable<typeof form>>) =>
    setForm((before) => ({ ...usual, ...before, ...changes }));
  return (
    <Stack gap="sm">
      <Switch
        label={t("settings.form.use")}
        description={t("settings.form.text")}
        checked={form !== null}
        disabled={!mayChange}
        onChange={(event) => {
          const next = event.currentTarget.checked ? usual : null;
          setForm(next);
          save(next);
        }}
      />
      {form === null ? null : (
        <>
          <Group grow>
            <TextInput
              label={t("settings.form.addressLabel")}
              value={form.addressLabel}
              maxLength={100}
              disabled={!mayChange}
              onChange={(event) => set({ addressLabel: event.currentTarget.value })}
            />
            <TextInput
              label={t("settings.form.nameLabel")}
              value={form.nameLabel}
              maxLength={100}
              disabled={!mayChange}
              onChange={(event) => set({ nameLabel: event.currentTarget.value })}
            />
          </Group>
          <TextInput
            label={t("settings.form.sender")}
            description={t("settings.form.senderText")}
            value={form.sender}
            maxLength={320}
            disabled={!mayChange}
            onChange={(event) => set({ sender: event.currentTarget.value })}
          />
          <Group>
            <Button
              size="compact-sm"
              variant="default"
              disabled={!mayChange || form.addressLabel.trim() === ""}
              onClick={() => save(form)}
            >
              {t("contacts.form.save")}
            </Button>
          </Group>
        </>
      )}
      <SavedMark state={saving.state} />
    </Stack>
  );
}
