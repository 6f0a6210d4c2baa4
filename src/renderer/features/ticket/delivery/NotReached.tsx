import { IconMailOff } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { UnreachedRecipients } from "#renderer/components/delivery/UnreachedRecipients.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useTicket } from "../ticket-context.tsx";
import css from "./DeliveryBar.module.css";
import type { Outgoing } from "./wait-of.ts";

const cx = classNamesOf(css);

/** Whom a mail that went out did not reach: recipients that the server refused, and those from whom it came back. */
export function NotReached({ mail }: { readonly mail: Outgoing }) {
  const { t } = useI18n();
  const { open } = useTicket();
  const { refused, returned, remainder, state } = mail.delivery;
  const trouble = returned.some(({ hard }) => hard);
  const title = t(
    trouble
      ? "outbox.state.returned"
      : refused.length > 0
        ? "outbox.state.partly"
        : returned.length > 0
          ? "ticket.delivery.delayed"
          : "outbox.state.partlyLater",
  );
  return (
    <div className={cx("bar", trouble ? "trouble" : "attention")} role="group" aria-label={title}>
      <span className={cx("icon")}>
        <IconMailOff size={15} aria-hidden />
      </span>
      <div className={cx("words")}>
        {state === "sent" ? <strong>{title}</strong> : null}
        <UnreachedRecipients className={cx("list")} {...{ refused, returned, remainder }} ticketId={open.id} />
      </div>
    </div>
  );
}
