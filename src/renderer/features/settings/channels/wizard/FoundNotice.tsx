import { Alert, Anchor, Select, Stack, Text } from "@mantine/core";
import { IconInfoCircle, IconWifiOff, IconZoomCheck } from "@tabler/icons-react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { Translate } from "#shared/i18n/index.ts";
import type { Discovery, MailboxProposal } from "#shared/model/mail-channel.ts";
import { domainOf } from "../mailbox-draft.ts";

/** What discovery gave, where it was found, and what the provider asks for. */
export function FoundNotice(props: {
  readonly discovery: Discovery;
  readonly address: string;
  /** Which of the proposals is used. */
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  /** A password is used: the hint about app passwords matters. */
  readonly withPassword: boolean;
}) {
  const { t } = useI18n();
  const { discovery, chosen } = props;
  const domain = domainOf(props.address);
  const proposal = discovery.proposals[chosen];
  const provider = discovery.provider === "" ? t("mailbox.found.provider") : discovery.provider;
  if (proposal === undefined) {
    return discovery.offline ? (
      <Alert variant="light" color="gray" bg="var(--pd-hover)" icon={<IconWifiOff size={16} />}>
        {t("mailbox.found.offline")}
      </Alert>
    ) : (
      <Alert variant="light" color="gray" bg="var(--pd-hover)" icon={<IconInfoCircle size={16} />}>
        {t("mailbox.found.none", { domain })}
      </Alert>
    );
  }
  const source =
    proposal.source === "table"
      ? t("mailbox.found.table", { provider })
      : proposal.source === "autoconfig" || proposal.source === "srv"
        ? t(`mailbox.found.${proposal.source}`, { domain })
        : t(`mailbox.found.${proposal.source}`);
  return (
    <Stack gap="xs">
      <Alert variant="light" color="teal" bg="var(--stage-teal-soft)" icon={<IconZoomCheck size={16} />} title={source}>
        <Text size="xs">
          {t("mailbox.field.imap")}: {summaryOf(proposal.imap, t)}
        </Text>
        <Text size="xs">
          {t("mailbox.field.smtp")}: {summaryOf(proposal.smtp, t)}
        </Text>
      </Alert>
      {discovery.proposals.length > 1 ? (
        <Select
          label={t("mailbox.found.choose")}
          data={discovery.proposals.map(({ imap, smtp }, index) => ({
            value: String(index),
            label: `${imap.host}:${imap.port} · ${smtp.host}:${smtp.port}`,
          }))}
          value={String(chosen)}
          onChange={(value) => props.onChoose(Number(value ?? 0))}
        />
      ) : null}
      {discovery.appPasswordUrl !== null && props.withPassword ? (
        <Alert variant="light" color="yellow" bg="var(--pd-warning-soft)" icon={<IconInfoCircle size={16} />}>
          {t("mailbox.found.appPassword", { provider })}{" "}
          <Anchor href={discovery.appPasswordUrl} target="_blank" rel="noopener noreferrer" inherit>
            {t("mailbox.found.appPasswordLink")}
          </Anchor>
        </Alert>
      ) : null}
    </Stack>
  );
}

function summaryOf(server: MailboxProposal["imap"], t: Translate): string {
  return t("mailbox.found.summary", {
    host: server.host,
    // A port is a name and no quantity: no thousands separator.
    port: String(server.port),
    security: t(`mailbox.security.${server.security}`),
  });
}
