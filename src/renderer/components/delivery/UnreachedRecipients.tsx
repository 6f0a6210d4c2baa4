import { Anchor } from "@mantine/core";
import { formatDistance } from "#renderer/components/format-time.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { hrefOf } from "#renderer/state/routes.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { OutboxItemView } from "#shared/contract/outbox.ts";

/** Recipients that the server refused, those whom it will take later, and those from whom the mail came back, with a way to the bounce on its ticket. */
export function UnreachedRecipients(
  props: Pick<OutboxItemView, "refused" | "returned" | "remainder" | "ticketId"> & {
    readonly className: string | undefined;
  },
) {
  const { t, language } = useI18n();
  const now = useNow();
  const { refused, returned, remainder, ticketId } = props;
  const later =
    remainder && remainder.retryAtEpochMs > now ? formatDistance(remainder.retryAtEpochMs, now, language) : "";
  return (
    <ul className={props.className}>
      {refused.map(({ address, detail, unsure }) => (
        <li key={`refused ${address}`}>
          {unsure
            ? t("outbox.unsureRecipient", { address })
            : detail === ""
              ? t("outbox.refusedRecipientPlain", { address })
              : t("outbox.refusedRecipient", { address, detail })}
        </li>
      ))}
      {remainder?.recipients.map(({ address, detail }) => (
        <li key={`later ${address}`} data-later>
          {later === ""
            ? t("outbox.laterRecipientSoon", { address, detail })
            : t("outbox.laterRecipient", { address, detail, time: later })}
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
