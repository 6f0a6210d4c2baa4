import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Refusal } from "#renderer/components/team/Refusal.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { SyncView } from "#shared/contract/membership.ts";
import { Section } from "../form/Section.tsx";

/** While the server is gone this machine can do what only one may: send, fetch, keep timers; and gives it back. Shown where there is something to decide, to who may. */
export function HostHere({ sync }: { readonly sync: SyncView }) {
  const { t } = useI18n();
  const isHost = useDeskState((state) => state.status?.host?.isHost === true);
  const mayChange = useMayChange();
  const [isOpened, setOpened] = useState(false);
  const isGone = sync.state === "offline" || sync.state === "stopped";
  if (!mayChange || (!isHost && !isGone)) return null;
  const way = isHost ? "back" : "here";
  return (
    <Section
      title={t("team.host")}
      text={t(`team.host.${way}.text`)}
      action={
        <Button variant="default" flex="none" onClick={() => setOpened(true)}>
          {t(`team.host.${way}.action`)}
        </Button>
      }
    >
      <Modal
        opened={isOpened}
        onClose={() => setOpened(false)}
        title={t(`team.host.${way}.title`)}
        closeButtonProps={{ "aria-label": t("shell.close") }}
      >
        <Confirm isHost={isHost} onClose={() => setOpened(false)} />
      </Modal>
    </Section>
  );
}

function Confirm({ isHost, onClose }: { readonly isHost: boolean; readonly onClose: () => void }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const way = isHost ? "back" : "here";
  const decide = async () => {
    const asked = () => (isHost ? client.desk.handBack() : client.desk.promote());
    if ((await asking.run(asked)) !== undefined) onClose();
  };
  return (
    <Stack gap="md">
      <Text>{t(`team.host.${way}.warning`)}</Text>
      {asking.error === null ? null : <Refusal text={asking.error.text} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("shell.cancel")}
        </Button>
        <Button loading={asking.isBusy} onClick={() => void decide()}>
          {t(`team.host.${way}.action`)}
        </Button>
      </Group>
    </Stack>
  );
}
