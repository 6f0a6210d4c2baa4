import { useMayWrite } from "#renderer/state/use-access.ts";
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowForwardUp,
  IconArrowsSplit2,
  IconDots,
  IconInbox,
} from "@tabler/icons-react";
import { useTicketChange } from "#renderer/components/ticket/use-ticket-change.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { MessageView } from "#shared/contract/views.ts";
import type { MailDraft } from "#renderer/components/composer/draft/mail-draft.ts";
import { hasOthers, ownAddressesOf, replyToAll } from "../composer/recipients.ts";
import { useComposerActions, useTicket } from "../ticket-context.tsx";

/** What one can write about one mail. Words that were begun stay: only whom they answer changes. */
export function MessageMenu({ message, authorName }: { readonly message: MessageView; readonly authorName: string }) {
  const { t } = useI18n();
  if (!useMayWrite()) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t("ticket.message.menu", { name: authorName })}>
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Items message={message} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Items({ message }: { readonly message: MessageView }) {
  const { t } = useI18n();
  const { record } = useTicket();
  const changeTicket = useTicketChange();
  const { conversationId } = message;
  const composer = useComposerActions();
  const channels = useDeskState((desk) => desk.setup.channels);
  const own = ownAddressesOf(channels);
  const answer = (change: Partial<MailDraft>): void =>
    void composer.put({ mode: "reply", apply: (draft) => ({ ...draft, messageId: message.id, ...change }) });
  return (
    <>
      <Menu.Item leftSection={<IconArrowBackUp size={15} aria-hidden />} onClick={() => answer({ to: null, cc: [] })}>
        {t("ticket.message.reply")}
      </Menu.Item>
      {hasOthers(record, message, own) ? (
        <Menu.Item
          leftSection={<IconArrowBackUpDouble size={15} aria-hidden />}
          onClick={() => answer(replyToAll(record, message, own))}
        >
          {t("ticket.message.replyAll")}
        </Menu.Item>
      ) : null}
      <Menu.Item
        leftSection={<IconArrowForwardUp size={15} aria-hidden />}
        onClick={() =>
          composer.put({ mode: "forward", apply: (draft) => ({ ...draft, messageId: message.id, subject: null }) })
        }
      >
        {t("ticket.message.forward")}
      </Menu.Item>
      {record.messages.length < 2 || conversationId === null ? null : (
        <>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconArrowsSplit2 size={15} aria-hidden />}
            onClick={() =>
              void changeTicket(record.ticket.id, { kind: "split", messageId: message.id }, t("aside.splitDone"))
            }
          >
            {t("aside.split")}
          </Menu.Item>
          {record.conversations.length < 2 ? null : (
            <Menu.Item
              leftSection={<IconInbox size={15} aria-hidden />}
              onClick={() =>
                void changeTicket(
                  record.ticket.id,
                  { kind: "detach", conversationId, to: "inbox" },
                  t("aside.detached"),
                )
              }
            >
              {t("aside.detach")}
            </Menu.Item>
          )}
        </>
      )}
    </>
  );
}
