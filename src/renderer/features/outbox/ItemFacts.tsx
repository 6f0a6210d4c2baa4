import { Anchor } from "@mantine/core";
import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { wordsOfServer } from "#renderer/components/delivery/describe-item.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { OutboxItemView } from "#shared/contract/outbox.ts";
import css from "./OutboxRow.module.css";
import { UnreachedRecipients } from "../../components/delivery/UnreachedRecipients.tsx";

const cx = classNamesOf(css);

/** Ticket, author, channel and times of an outgoing mail, and whom it did not reach. */
export function ItemFacts({ item }: { readonly item: OutboxItemView }) {
  const { t } = useI18n();
  const myId = useDeskState((state) => state.status?.me.id);
  const ticketSubject = item.ticketSubject === "" ? t("outbox.row.noSubject") : item.ticketSubject;
  return (
    <>
      <div className={cx("facts")}>
        {item.ticketId === null ? null : (
          <Anchor href={hrefOf({ page: "ticket", ticketId: item.ticketId })} inherit>
            {item.ticketNumber === null
              ? t("outbox.row.ticketPlain", { subject: ticketSubject })
              : item.subject.endsWith(item.ticketSubject)
                ? t("outbox.row.ticketSame", { number: String(item.ticketNumber) })
                : t("outbox.row.ticket", { number: String(item.ticketNumber), subject: ticketSubject })}
          </Anchor>
        )}
        {item.test === true ? <span>{t("outbox.row.test")}</span> : null}
        {item.automatic ? (
          <span>{t("outbox.row.automatic")}</span>
        ) : item.authorName === "" || item.authorId === myId ? null : (
          <span>{t("outbox.row.by", { name: item.authorName })}</span>
        )}
        {item.channelName === "" ? null : <span>{item.channelName}</span>}
        <Time item={item} />
        {item.attempts > 1 || (item.attempts > 0 && item.state !== "sent") ? (
          <span>{t("outbox.attempts", { count: item.attempts })}</span>
        ) : null}
      </div>
      <NotReached item={item} />
    </>
  );
}

function Time({ item }: { readonly item: OutboxItemView }) {
  const { t, language } = useI18n();
  const now = useNow();
  const atEpochMs = item.sentAtEpochMs ?? item.createdAtEpochMs;
  const time = formatMoment(atEpochMs, now, language);
  return (
    <span title={formatAbsolute(atEpochMs, language)}>
      {t(item.sentAtEpochMs === null ? "outbox.at.written" : "outbox.at.sent", { time })}
    </span>
  );
}

function NotReached({ item }: { readonly item: OutboxItemView }) {
  const { t } = useI18n();
  const { refused, returned, remainder, lastFailure, ticketId } = item;
  const words = item.state === "sent" || item.state === "cancelled" ? "" : (lastFailure?.detail ?? "");
  return (
    <>
      {words === "" ? null : <div className={cx("words")}>{wordsOfServer(words, t)}</div>}
      {refused.length + returned.length === 0 && !remainder ? null : (
        <UnreachedRecipients className={cx("notes")} {...{ refused, returned, remainder, ticketId }} />
      )}
    </>
  );
}
