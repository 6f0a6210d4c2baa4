import { SimpleGrid, Stack } from "@mantine/core";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { ContactForm } from "#shared/model/setup/channel.ts";
import { NameField } from "../form/NameField.tsx";
import { SavedMark } from "../form/SavedMark.tsx";
import { SettingSwitch } from "../form/SettingSwitch.tsx";
import { useRecordSetup } from "../form/use-record-setup.ts";
import { useAhead, useSaving } from "../form/use-saving.ts";

type Form = ContactForm | null;

/** As the model has it. */
const MAX_CHARS = { label: 100, sender: 320 } as const;

/** A contact form whose fields stand in the mail's text: which lines name who filled it in (D8b). Each change is saved at once. */
export function ContactFormSettings({ channel }: { readonly channel: ChannelView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  const record = useRecordSetup("channels", channel.id);
  const actual: Form = channel.form ?? null;
  const ahead = useAhead(actual);
  const form = ahead.shown;
  const usual = { sender: "", addressLabel: t("settings.form.usualAddress"), nameLabel: t("settings.form.usualName") };

  const save = (next: Form): Promise<unknown> => {
    const put = (values: { readonly form: Form }) => client.channels.update({ id: channel.id, ...values });
    const answer = put({ form: next });
    record({ what: channel.name, before: { form: actual }, after: { form: next }, save: put, answer });
    return answer;
  };
  const change = async (changes: Partial<ContactForm>): Promise<void> => {
    const next = { ...usual, ...form, ...changes };
    ahead.choose(next);
    if (!(await saving.run(() => save(next)))) ahead.forget();
  };
  return (
    <div>
      <SettingSwitch
        label={t("settings.form.use")}
        description={t("settings.form.text")}
        checked={form !== null}
        disabled={!mayChange}
        onSave={(used) => save(used ? usual : null)}
      />
      {form === null ? null : (
        <Stack gap="xs">
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs">
            <NameField
              labelled
              label={t("settings.form.addressLabel")}
              name={form.addressLabel}
              maxChars={MAX_CHARS.label}
              disabled={!mayChange}
              onRename={(addressLabel) => void change({ addressLabel })}
            />
            <NameField
              labelled
              mayBeEmpty
              label={t("settings.form.nameLabel")}
              name={form.nameLabel}
              maxChars={MAX_CHARS.label}
              disabled={!mayChange}
              onRename={(nameLabel) => void change({ nameLabel })}
            />
          </SimpleGrid>
          <NameField
            labelled
            mayBeEmpty
            label={t("settings.form.sender")}
            description={t("settings.form.senderText")}
            name={form.sender}
            maxChars={MAX_CHARS.sender}
            disabled={!mayChange}
            onRename={(sender) => void change({ sender })}
          />
          <SavedMark state={saving.state} />
        </Stack>
      )}
    </div>
  );
}
