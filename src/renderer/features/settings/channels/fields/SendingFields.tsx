import { Select, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { Mailbox } from "#shared/model/setup/mailbox.ts";
import { isAddress } from "../mailbox-draft.ts";
import type { FieldsProps } from "./ReceivingFields.tsx";

/** As the model and the contract have it. */
const MAX_SENDER_CHARS = 120;
const MAX_SIGNATURE_CHARS = 10_000;
const MAX_ALIASES = 100;

/** How mail from this channel looks, and which other addresses are its own. */
export function SendingFields(
  props: FieldsProps & {
    readonly aliases: readonly string[];
    readonly onAliases: (aliases: readonly string[]) => void;
  },
) {
  const { t } = useI18n();
  const { draft, disabled, onChange } = props;
  return (
    <Stack gap="sm">
      <TextInput
        label={t("mailbox.mail.senderName")}
        description={t("mailbox.mail.senderNameText")}
        maxLength={MAX_SENDER_CHARS}
        disabled={disabled}
        value={draft.senderName}
        onChange={(event) => onChange({ senderName: event.currentTarget.value })}
      />
      <Textarea
        label={t("mailbox.mail.signature")}
        description={t("mailbox.mail.signatureText")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MAX_SIGNATURE_CHARS}
        disabled={disabled}
        value={draft.signature}
        onChange={(event) => onChange({ signature: event.currentTarget.value })}
      />
      <Select
        label={t("mailbox.mail.sentCopy")}
        disabled={disabled}
        data={Mailbox.shape.sentCopy.options.map((value) => ({ value, label: t(`mailbox.mail.sentCopy.${value}`) }))}
        value={draft.sentCopy}
        onChange={(value) => {
          const sentCopy = Mailbox.shape.sentCopy.safeParse(value);
          if (sentCopy.success) onChange({ sentCopy: sentCopy.data });
        }}
      />
      <TagsInput
        label={t("mailbox.mail.aliases")}
        description={t("mailbox.mail.aliasesText")}
        maxTags={MAX_ALIASES}
        disabled={disabled}
        value={[...props.aliases]}
        error={props.aliases.every(isAddress) ? undefined : t("mailbox.problem.aliases")}
        onChange={(aliases) => props.onAliases(aliases.map((alias) => alias.trim()).filter(Boolean))}
      />
    </Stack>
  );
}
