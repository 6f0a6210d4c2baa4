import { Button, Group, Stack, Text } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { MailFolder } from "#shared/model/mail-channel.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import type { Saving } from "../../form/use-saving.ts";
import { Section } from "../../form/Section.tsx";
import { ReceivingFields } from "../fields/ReceivingFields.tsx";
import { SendingFields } from "../fields/SendingFields.tsx";
import { type Target, TargetFields } from "../fields/TargetFields.tsx";
import { isAddress, mailboxOf, type MailboxDraft } from "../mailbox-draft.ts";

/** Third step: what becomes of the mail. */
export function MailStep(props: {
  readonly draft: MailboxDraft;
  readonly aliases: readonly string[];
  /** null: the channel is there already and has its place. */
  readonly target: Target | null;
  readonly folders: readonly MailFolder[];
  readonly saving: Saving;
  readonly onDraft: (change: Partial<MailboxDraft>) => void;
  readonly onAliases: (aliases: readonly string[]) => void;
  readonly onTarget: (target: Target) => void;
  readonly onBack: () => void;
  readonly onConnect: () => void;
}) {
  const { t } = useI18n();
  const { draft, target, saving } = props;
  const ready =
    mailboxOf(draft) !== null && props.aliases.every(isAddress) && (target === null || target.pipelineId !== null);
  return (
    <Stack gap={0}>
      {target === null ? null : (
        <Section title={t("mailbox.mail.tickets")} text={t("mailbox.mail.ticketsText")}>
          <TargetFields target={target} onChange={props.onTarget} />
        </Section>
      )}
      <Section title={t("mailbox.mail.receiving")} text={t("mailbox.mail.receivingText")}>
        <ReceivingFields draft={draft} disabled={false} folders={props.folders} onChange={props.onDraft} />
      </Section>
      <Section title={t("mailbox.mail.sending")} text={t("mailbox.mail.sendingText")}>
        <SendingFields
          draft={draft}
          disabled={false}
          aliases={props.aliases}
          onChange={props.onDraft}
          onAliases={props.onAliases}
        />
      </Section>
      {saving.kind === "failed" ? (
        <Text c="var(--pd-danger)" role="alert">
          {saving.text}
        </Text>
      ) : null}
      <Group gap="xs">
        <Button variant="default" size="sm" onClick={props.onBack}>
          {t("mailbox.wizard.back")}
        </Button>
        <Button size="sm" disabled={!ready} loading={saving.kind === "saving"} onClick={props.onConnect}>
          {t("mailbox.wizard.connect")}
        </Button>
        {saving.kind === "failed" ? null : <SavedMark state={saving} />}
      </Group>
    </Stack>
  );
}
