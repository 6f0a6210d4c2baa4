import { Anchor, Button, Group, Loader, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { hrefOf } from "#renderer/state/routes.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import { channelRoute, connectRoute } from "#renderer/state/channel-routes.ts";
import { ConnectNeeds } from "../ConnectNeeds.tsx";
import { SecretInput } from "../fields/SecretInput.tsx";
import { domainOf } from "../mailbox-draft.ts";
import { type Account, accountProblems } from "./wizard-state.ts";

/** First step: who customers write to. */
export function AccountStep(props: {
  readonly account: Account;
  /** The channel is there already: its address stays. */
  readonly fixedAddress: boolean;
  /** The channel that has this address already. */
  readonly taken: ChannelView | undefined;
  readonly finding: boolean;
  readonly onChange: (account: Account) => void;
  readonly onFind: () => void;
  readonly onByHand: () => void;
  readonly onStop: () => void;
}) {
  const { t } = useI18n();
  const { account, finding, onChange } = props;
  const [asked, setAsked] = useState(false);
  const problems = accountProblems(account);
  const errorOf = (field: keyof Account) => {
    const key = asked ? problems[field] : undefined;
    return key === undefined ? undefined : t(key);
  };
  const goOn = (how: () => void): void => {
    setAsked(true);
    if (Object.keys(problems).length === 0 && props.taken === undefined) how();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    goOn(props.onFind);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text c="dimmed">{t("mailbox.wizard.accountText")}</Text>
        <TextInput
          label={t("mailbox.field.name")}
          description={t("mailbox.field.nameText")}
          maxLength={120}
          readOnly={props.fixedAddress}
          value={account.name}
          error={errorOf("name")}
          onChange={(event) => onChange({ ...account, name: event.currentTarget.value })}
        />
        <TextInput
          label={t("mailbox.field.address")}
          type="email"
          autoComplete="off"
          spellCheck={false}
          maxLength={320}
          readOnly={props.fixedAddress}
          value={account.address}
          error={props.taken === undefined ? errorOf("address") : <Taken channel={props.taken} />}
          onChange={(event) => onChange({ ...account, address: event.currentTarget.value })}
        />
        <SecretInput
          label={t("mailbox.field.password")}
          description={t("mailbox.field.passwordText")}
          value={account.password}
          onChange={(password) => onChange({ ...account, password })}
        />
        <ConnectNeeds kind={null} />
        <Group gap="xs" mt="xs">
          {finding ? (
            <>
              <Loader size={14} />
              <Text role="status">{t("mailbox.wizard.finding", { domain: domainOf(account.address) })}</Text>
              <Button variant="default" onClick={props.onStop}>
                {t("mailbox.wizard.stop")}
              </Button>
            </>
          ) : (
            <>
              <Button type="submit" size="sm">
                {t("mailbox.wizard.find")}
              </Button>
              <Button variant="subtle" size="sm" onClick={() => goOn(props.onByHand)}>
                {t("mailbox.wizard.byHand")}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** Says whose the address is, and leads there: the mailbox is connected to that channel. */
function Taken({ channel }: { readonly channel: ChannelView }) {
  const { t } = useI18n();
  const canConnect = channel.mailbox === null && channel.channelKind === "email";
  return (
    <>
      {t("mailbox.problem.addressTaken")}{" "}
      <Anchor inherit href={hrefOf(canConnect ? connectRoute(channel.id) : channelRoute(channel.id))}>
        {canConnect ? t("mailbox.page.connect") : channel.name}
      </Anchor>
    </>
  );
}
