import { Button, Group, Modal, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { useSaving } from "../../form/use-saving.ts";
import { ConnectionTest } from "../ConnectionTest.tsx";
import { LoginFields } from "../LoginFields.tsx";
import type { MailboxDraft } from "../mailbox-draft.ts";
import { useConnectionTest } from "../use-connection-test.ts";
import { useSignIn } from "../use-sign-in.ts";
import { secretOf } from "../wizard/wizard-state.ts";

type Props = {
  readonly channel: ChannelView;
  readonly mailbox: Mailbox;
  readonly opened: boolean;
  readonly onClose: () => void;
};

/** Another password, or a new sign-in; can be tried before it is kept. */
export function SecretDialog(props: Props) {
  const { t } = useI18n();
  const { kind } = props.mailbox.auth;
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t(kind === "oauth2" ? "mailbox.signIn.again" : "mailbox.page.changePassword")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Form {...props} />
    </Modal>
  );
}

function Form({ channel, mailbox, onClose }: Props) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const saving = useSaving();
  const test = useConnectionTest();
  const signIn = useSignIn();
  const [password, setPassword] = useState("");
  const [auth, setAuth] = useState(mailbox.auth);
  const draft: MailboxDraft = { ...mailbox, auth };
  const changed: Mailbox = { ...mailbox, auth };
  const secret = secretOf(draft, password, signIn.state.kind === "done" ? signIn.state.flow.id : null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (secret === null) return;
    const kept = await saving.run(() => client.channels.update({ id: channel.id, mailbox: changed, secret }));
    if (!kept) return;
    toasts.done(t(secret.kind === "oauth2" ? "mailbox.signIn.done" : "mailbox.page.passwordChanged"));
    onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <LoginFields
          draft={draft}
          address={channel.address}
          provider={mailbox.auth.kind === "oauth2" ? mailbox.auth.provider : null}
          password={password}
          passwordLabel={t("mailbox.field.newPassword")}
          signIn={signIn}
          missing={false}
          isFirst
          onChange={(change) => setAuth(change.auth ?? auth)}
          onPassword={setPassword}
        />
        <ConnectionTest test={test} request={secret === null ? null : { mailbox: changed, secret }} />
        <Group justify="flex-end" gap="xs">
          <SavedMark state={saving.state} />
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" disabled={secret === null} loading={saving.state.kind === "saving"}>
            {t("shell.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
