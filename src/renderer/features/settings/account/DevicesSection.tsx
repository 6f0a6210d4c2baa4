import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { Section } from "../form/Section.tsx";
import { DeviceTable } from "../users/DeviceTable.tsx";
import { MadeLinkDialog, type Shown } from "../users/MadeLinkDialog.tsx";
import { NeedsTeam } from "../users/NeedsTeam.tsx";
import { useAnswer } from "../users/use-answer.ts";

/** One's own machines with a copy of the desk, and how another joins. */
export function DevicesSection() {
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const [link, setLink] = useState<Shown | null>(null);
  const { answer, reload } = useAnswer(useCallback(() => client.accounts.myDevices(), [client]));
  const make = () =>
    void client.accounts.createJoinLink().then(
      (made) => setLink({ link: made, title: t("account.devices.join"), text: t("account.devices.joinText") }),
      (error: unknown) => toasts.failed(error),
    );
  return (
    <Section
      title={t("account.devices")}
      text={t("account.devices.text")}
      action={
        <Button variant="default" flex="none" leftSection={<IconPlus size={14} />} onClick={make}>
          {t("account.devices.join")}
        </Button>
      }
    >
      <NeedsTeam answer={answer} why={t("account.noTeam")}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t("account.devices.none")}</Text>
          ) : (
            <DeviceTable
              devices={items}
              withOwner={false}
              onRevoke={(deviceId) => client.accounts.revokeMyDevice({ deviceId })}
              onChanged={reload}
            />
          )
        }
      </NeedsTeam>
      <MadeLinkDialog shown={link} onClose={() => setLink(null)} />
    </Section>
  );
}
