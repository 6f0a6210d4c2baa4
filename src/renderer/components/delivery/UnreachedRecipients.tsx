import { Anchor } from "@mantine/core";
import { hrefOf } from "#renderer/state/routes.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { OutboxItemView } from "#shared/contract/outbox.ts";

/** Recipients that the server refused, and those from whom the mail came back, with a way to the bounce on its ticket. */
export function UnreachedRecipients(
  props: Pick<OutboxItemView, "refused" | "returned" | "ticketId"> & { readonly className: string | undefined },
) {
  const { t } = useI18n();
  const { refused, returned, ticketId } = props;
  return (
    <ul className={props.className}>
      {refused.map(({ address, detail }) => (
        <li key={`refused ${address}`}>
          {detail === ""
            ? t("outbox.refusedRecipientPlain", { address })
            : t("outbox.refusedRecipient", { address, detail })}
        </li>
      ))}
      {returned.map(({ address, hard, status, messageId }) => (
        <li key={`returned ${messageId} ${address}`}>
          {t(hard ? "outbox.returned" : "outbox.returnedSoft", { address })}
          {status === "" ? "" : ` (${status})`}{" "}
          {ticketId === null ? null : (
            <Anchor href={hrefOf({ page: "ticket", ticketId, messageId })} inherit>
              {t("outbox.returned.open")}
            </Anchor>
          )}
        </li>
      ))}
    </ul>
  );
}
