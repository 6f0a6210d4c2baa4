import { Anchor } from "@mantine/core";
import { hrefOf } from "#renderer/state/routes.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { MessageKey } from "#shared/i18n/index.ts";
import type { MailMode } from "./draft/mail-draft.ts";

const HINTS = {
  reply: null,
  new: null,
  forward: "ticket.composer.forwardHint",
  edit: "ticket.composer.editHint",
  contact: "contacts.compose.hint",
  inbox: "inbox.answer.hint",
} as const satisfies Record<MailMode | "contact" | "inbox", MessageKey | null>;

/** What happens to the words: nothing leaves the machine before a mailbox is connected. */
export function MailHint(props: { readonly mode: MailMode | "contact" | "inbox" }) {
  const { t } = useI18n();
  const connected = useDeskState((desk) => desk.setup.channels.some(({ mailbox }) => mailbox?.enabled === true));
  const hint = HINTS[props.mode];
  return (
    <>
      {hint === null ? null : `${t(hint)} `}
      {connected ? null : (
        <>
          {t("ticket.composer.outbox")}{" "}
          <Anchor size="xs" href={hrefOf({ page: "settings", section: "channels", id: null, tab: null })}>
            {t("ticket.composer.connect")}
          </Anchor>
        </>
      )}
    </>
  );
}
