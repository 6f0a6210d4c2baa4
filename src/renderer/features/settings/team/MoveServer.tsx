import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Refusal } from "#renderer/components/team/Refusal.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";

/** The team's server has moved: this machine is told where to, and loses nothing that waits. */
export function MoveServer({ serverUrl }: { readonly serverUrl: string }) {
  const { t } = useI18n();
  const [isOpened, setOpened] = useState(false);
  return (
    <>
      <Button variant="subtle" size="compact-xs" onClick={() => setOpened(true)}>
        {t("team.moved.action")}
      </Button>
      <Modal
        opened={isOpened}
        onClose={() => setOpened(false)}
        title={t("team.moved.title")}
        closeButtonProps={{ "aria-label": t("shell.close") }}
      >
        <MoveForm serverUrl={serverUrl} onClose={() => setOpened(false)} />
      </Modal>
    </>
  );
}

function MoveForm(props: { readonly serverUrl: string; readonly onClose: () => void }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const [address, setAddress] = useState(props.serverUrl);
  const move = async (event: FormEvent) => {
    event.preventDefault();
    if ((await asking.run(() => client.membership.moveServer({ address }))) !== undefined) props.onClose();
  };
  return (
    <form onSubmit={(event) => void move(event)}>
      <Stack gap="md">
        <TextInput
          label={t("team.moved.address")}
          description={t("team.moved.text")}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          data-autofocus
        />
        {asking.error === null ? null : <Refusal text={asking.error.text} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={asking.isBusy} disabled={address.trim() === ""}>
            {t("team.moved.confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
