import { Button, Group, Popover, Select, Text, TextInput } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import { MAILBOX_ADDRESS } from "#shared/contract/outgoing.ts";
import { ChannelId, type TicketId } from "#shared/model/ids.ts";
import type { TemplateWords } from "./template-words.ts";

type TestOf = {
  readonly words: TemplateWords;
  /** Whose words fill the placeholders; null: none's. */
  readonly ticketId: TicketId | null;
};

/** Sends the words as they are on the screen to an address, one's own at first. */
export function SendTest(props: TestOf & { readonly isReady: boolean }) {
  const { isReady, ...test } = props;
  const { t } = useI18n();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} width={320} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconSend size={14} />}
          disabled={!isReady}
          onClick={() => setOpen((before) => !before)}
        >
          {t("mailTemplates.test")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TestForm {...test} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function TestForm({ words, ticketId, onDone }: TestOf & { readonly onDone: () => void }) {
  const { t, language } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const own = useDeskState((state) => state.status?.me.address ?? "");
  const channels = useDeskState((state) => state.setup.channels).filter(({ mailbox }) => mailbox !== null);
  const [address, setAddress] = useState(own);
  const [channelId, setChannelId] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const isAddress = MAILBOX_ADDRESS.test(address.trim());
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isAddress) return;
    setSending(true);
    try {
      const { subject, body, html, marketing } = words;
      const through = channelId === null ? {} : { channelId: ChannelId.parse(channelId) };
      const to = address.trim();
      const { outboxItemId } = await client.mailTemplates.sendTest({
        ...through,
        subject,
        body,
        html,
        marketing,
        ticketId,
        language,
        address: to,
      });
      onDone();
      const run = () => navigate({ page: "outbox", tab: "all", itemId: outboxItemId });
      toasts.done(t("mailTemplates.test.sent", { address: to }), {
        action: { label: t("mailTemplates.test.see"), run },
      });
    } catch (error) {
      toasts.failed(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <TextInput
        data-autofocus
        type="email"
        label={t("mailTemplates.test.address")}
        value={address}
        error={address === "" || isAddress ? null : t("mailTemplates.test.noAddress")}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      {channels.length > 1 ? (
        <Select
          mt="xs"
          label={t("mailTemplates.test.through")}
          data={channels.map(({ id, name }) => ({ value: id, label: name }))}
          value={channelId ?? channels[0]?.id ?? null}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={setChannelId}
        />
      ) : null}
      <Text size="xs" c="dimmed" mt="xs">
        {t("mailTemplates.test.text")} {channels.length === 0 ? t("mailTemplates.test.noMailbox") : ""}
      </Text>
      <Group justify="flex-end" mt="sm">
        <Button type="submit" loading={isSending} disabled={!isAddress}>
          {t("mailTemplates.test.send")}
        </Button>
      </Group>
    </form>
  );
}
