import { Anchor } from "@mantine/core";
import { IconMailOff } from "@tabler/icons-react";
import { hrefOf } from "#renderer/app/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useTicket } from "../ticket-context.tsx";
import css from "./DeliveryBar.module.css";
import type { Outgoing } from "./wait-of.ts";

const cx = classNamesOf(css);

/** Whom a mail that went out did not reach: recipients that the server refused, and those from whom it came back. */
export function NotReached({ mail }: { readonly mail: Outgoing }) {
  const { t } = useI18n();
  const { open } = useTicket();
  const { refused, returned, state } = mail.delivery;
  const trouble = returned.some(({ hard }) => hard);
  const title = t(
    trouble ? "outbox.state.returned" : refused.length > 0 ? "outbox.state.partly" : "ticket.delivery.delayed",
  );
  return (
    <div className={cx("bar", trouble ? "trouble" : "attention")} role="group" aria-label={title}>
      <span className={cx("icon")}>
        <IconMailOff size={15} aria-hidden />
      </span>
      <div className={cx("words")}>
        {state === "sent" ? <strong>{title}</strong> : null}
        <ul className={cx("list")}>
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
              <Anchor size="xs" href={hrefOf({ page: "ticket", ticketId: open.id, messageId })}>
                {t("outbox.returned.open")}
              </Anchor>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
