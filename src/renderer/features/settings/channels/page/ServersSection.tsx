import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import { Section } from "../../form/Section.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useSaving } from "../../form/use-saving.ts";
import { ConnectionTest } from "../ConnectionTest.tsx";
import { ServerFields } from "../fields/ServerFields.tsx";
import { isUsable, mailboxOf } from "../mailbox-draft.ts";
import { TrustedCertificate } from "../TrustedCertificate.tsx";
import { type TestRequest, useConnectionTest } from "../use-connection-test.ts";
import { SaveBar } from "./SaveBar.tsx";
import { SecretDialog } from "./SecretDialog.tsx";
import { useMailboxEdit } from "./use-mailbox-edit.ts";

/** Where the mailbox is, and how the desk signs in. */
export function ServersSection({ channel, mailbox }: { readonly channel: ChannelView; readonly mailbox: Mailbox }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  const test = useConnectionTest();
  const edit = useMailboxEdit(channel, mailbox);
  const [changingSecret, setChangingSecret] = useState(false);
  const next = isUsable(edit.draft) ? mailboxOf(edit.draft) : null;
  const request: TestRequest | null = next === null ? null : { mailbox: next, channelId: channel.id };
  const save = async (): Promise<void> => {
    if (next === null) return;
    if (await saving.run(() => client.channels.update({ id: channel.id, mailbox: next }))) edit.discard();
  };
  return (
    <Section title={t("mailbox.page.servers")} text={t("mailbox.page.serversText")}>
      <Stack gap="md">
        <ServerFields
          kind="imap"
          server={edit.draft.imap}
          disabled={!mayChange}
          onChange={(imap) => edit.change({ imap })}
        />
        <ServerFields
          kind="smtp"
          server={edit.draft.smtp}
          disabled={!mayChange}
          onChange={(smtp) => edit.change({ smtp })}
        />
        <TrustedCertificate
          pem={edit.draft.trustedCertificate}
          disabled={!mayChange}
          onForget={() => edit.change({ trustedCertificate: null })}
        />
        <Group gap="sm">
          <Text>
            {mailbox.auth.kind === "oauth2"
              ? t("mailbox.page.signedIn", { provider: t(`mailbox.page.${mailbox.auth.provider}`) })
              : t("mailbox.page.passwordKept")}
          </Text>
          <Button variant="default" disabled={!mayChange} onClick={() => setChangingSecret(true)}>
            {t(mailbox.auth.kind === "oauth2" ? "mailbox.signIn.again" : "mailbox.page.changePassword")}
          </Button>
        </Group>
        {mayChange ? (
          <ConnectionTest
            test={test}
            request={request}
            onTrust={(pem) => {
              edit.change({ trustedCertificate: pem });
              if (request !== null)
                void test.run({ ...request, mailbox: { ...request.mailbox, trustedCertificate: pem } });
            }}
          />
        ) : null}
      </Stack>
      {mayChange ? (
        <SaveBar
          isChanged={edit.isChanged}
          isReady={next !== null}
          saving={saving.state}
          onSave={() => void save()}
          onDiscard={edit.discard}
        />
      ) : null}
      <SecretDialog
        channel={channel}
        mailbox={mailbox}
        opened={changingSecret}
        onClose={() => setChangingSecret(false)}
      />
    </Section>
  );
}
