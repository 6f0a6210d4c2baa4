import { Button, Group, Text, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconMailOff, IconPlugConnected } from "@tabler/icons-react";
import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { ChannelView } from "#shared/contract/channels.ts";
import { PageFrame } from "../../form/PageFrame.tsx";
import { Section } from "../../form/Section.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { CHANNELS, connectRoute } from "#renderer/state/channel-routes.ts";
import { ChannelIcon } from "../ChannelIcon.tsx";
import { ChannelTickets } from "../ChannelTickets.tsx";
import { HandIn } from "../HandIn.tsx";
import css from "./ChannelPage.module.css";
import { Diagnostics } from "./Diagnostics.tsx";
import { HealthPanel } from "./HealthPanel.tsx";
import { ReceivingSection, SendingSection } from "./MailSections.tsx";
import { ServersSection } from "./ServersSection.tsx";

const cx = classNamesOf(css);

/** Everything about one channel. */
export function ChannelPage({ channel }: { readonly channel: ChannelView }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const { mailbox } = channel;
  usePageTitle(channel.name);
  return (
    <PageFrame
      path={[
        { label: t("settings.title"), route: { page: "settings", section: null, id: null, tab: null } },
        { label: t("mailbox.title"), route: CHANNELS },
      ]}
      title={
        <Group gap="xs">
          <ChannelIcon kind={channel.channelKind} />
          <Title order={1} style={{ overflowWrap: "anywhere" }}>
            {channel.name}
          </Title>
          <Text c="dimmed">{channel.address}</Text>
        </Group>
      }
      guarded
    >
      {mailbox === null ? <NoMailbox channel={channel} /> : <HealthPanel channel={channel} mailbox={mailbox} />}
      <div className={cx("fields")}>
        <Section title={t("mailbox.mail.tickets")} text={t("mailbox.mail.ticketsText")}>
          <ChannelTickets channel={channel} />
        </Section>
        {mailbox === null ? null : (
          <>
            <ReceivingSection channel={channel} mailbox={mailbox} />
            <SendingSection channel={channel} mailbox={mailbox} />
            <ServersSection channel={channel} mailbox={mailbox} />
          </>
        )}
      </div>
      {mailbox === null || !mayChange ? null : <Diagnostics channel={channel} />}
      {channel.channelKind === "email" ? (
        <Section title={t("mailbox.page.handIn")} text={t("settings.channel.handInText")}>
          <HandIn channel={channel} />
        </Section>
      ) : null}
      {mailbox === null || !mayChange ? null : <Disconnect channel={channel} />}
    </PageFrame>
  );
}

function NoMailbox({ channel }: { readonly channel: ChannelView }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  if (channel.channelKind === "import") return <Text c="dimmed">{t("mailbox.page.import")}</Text>;
  return (
    <EmptyState
      icon={<IconMailOff size={32} stroke={1.5} />}
      title={t("mailbox.page.noMailbox.title")}
      text={
        channel.address === ""
          ? t("mailbox.page.noMailbox.unnamed")
          : t("mailbox.page.noMailbox.text", { address: channel.address })
      }
      action={
        mayChange ? (
          <Button component="a" href={hrefOf(connectRoute(channel.id))} leftSection={<IconPlugConnected size={14} />}>
            {t("mailbox.page.connect")}
          </Button>
        ) : null
      }
    />
  );
}

function Disconnect({ channel }: { readonly channel: ChannelView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const ask = (): void => {
    modals.openConfirmModal({
      title: t("mailbox.disconnect.title", { address: channel.address }),
      children: <Text>{t("mailbox.disconnect.text")}</Text>,
      labels: { confirm: t("mailbox.disconnect.action"), cancel: t("shell.cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => {
        client.channels.update({ id: channel.id, mailbox: null }).then(
          () => toasts.done(t("mailbox.disconnect.done")),
          (error: unknown) => toasts.failed(error),
        );
      },
    });
  };
  return (
    <Section title={t("mailbox.disconnect.section")} text={t("mailbox.disconnect.sectionText")}>
      <Button variant="light" color="red" onClick={ask}>
        {t("mailbox.disconnect.action")}
      </Button>
    </Section>
  );
}
