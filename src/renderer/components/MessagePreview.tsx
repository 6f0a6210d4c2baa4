import { IconPaperclip } from "@tabler/icons-react";
import type { MessageView } from "#shared/contract/views.ts";
import { hrefOf } from "../state/routes.ts";
import { classNamesOf } from "./class-names.ts";
import { RelativeTime } from "./RelativeTime.tsx";
import { UserAvatar } from "./UserAvatar.tsx";
import { useI18n } from "../state/desk-context.tsx";
import { lookOf } from "./delivery/item-look.ts";
import css from "./MessagePreview.module.css";

const cx = classNamesOf(css);

/** A message as plain text: enough to decide whether it needs a ticket. */
export function MessagePreview({ message }: { readonly message: MessageView }) {
  const { t } = useI18n();
  const { from, classification } = message;
  const sender = from.name === "" ? from.address : from.name;
  const noText = t(message.seal === "encrypted" ? "ticket.message.encrypted" : "inbox.noText");
  const labels = [
    classification.bounce ? t("inbox.bounce") : null,
    classification.list ? t("inbox.list") : null,
    classification.automatic && !classification.bounce && !classification.list ? t("inbox.automatic") : null,
  ].filter((label) => label !== null);
  return (
    <section className={cx("message")}>
      <header className={cx("head")}>
        <UserAvatar id={from.address} name={sender} sizePx={28} />
        <div className={cx("names")}>
          <strong title={from.address}>{sender}</strong>
          <span className={cx("to")}>
            {t("inbox.to", { names: message.to.map(({ name, address }) => name || address).join(", ") })}
          </span>
        </div>
        {labels.map((label) => (
          <span key={label} className={cx("label")} title={classification.reason}>
            {label}
          </span>
        ))}
        {message.delivery === null ? null : (
          <a className={cx("label")} href={hrefOf({ page: "outbox", tab: "all", itemId: message.delivery.id })}>
            {t(lookOf(message.delivery).label)}
          </a>
        )}
        <RelativeTime atEpochMs={message.atEpochMs} className={cx("age")} />
      </header>
      {message.setAsideReason === null ? (
        <p className={cx("text")}>{message.visibleText || message.text || noText}</p>
      ) : (
        <p className={cx("aside")}>{t("inbox.setAside", { reason: message.setAsideReason })}</p>
      )}
      {message.sentFrom === "contact" ? <p className={cx("note")}>{t("mailbox.inbox.fromContact")}</p> : null}
      {message.fromSpamFolder === true ? <p className={cx("note")}>{t("mailbox.inbox.spamFolder")}</p> : null}
      {message.setAsideReason !== null || message.problems.length === 0 ? null : (
        <ul className={cx("note")} aria-label={t("mailbox.inbox.notes")}>
          {message.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {message.attachments.length === 0 ? null : (
        <p className={cx("attachments")} title={message.attachments.map(({ name }) => name).join(", ")}>
          <IconPaperclip size={13} /> {t("inbox.attachments", { count: message.attachments.length })}
        </p>
      )}
    </section>
  );
}
