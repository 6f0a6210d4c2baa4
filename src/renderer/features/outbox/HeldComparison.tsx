import { Skeleton, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { MessagePreview } from "#renderer/components/MessagePreview.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { MessageView } from "#shared/contract/views.ts";
import type { MessageId } from "#shared/model/ids.ts";
import css from "./HeldComparison.module.css";

const cx = classNamesOf(css);

/** H1b: the answer that waits beside what came since it was written, so that a person can decide. */
export function HeldComparison(props: { readonly messageId: MessageId; readonly newMessageIds: readonly MessageId[] }) {
  const { t } = useI18n();
  return (
    <div className={cx("columns")}>
      <section aria-label={t("outbox.held.yours")}>
        <h3 className={cx("heading")}>{t("outbox.held.yours")}</h3>
        <LoadedMessage id={props.messageId} />
      </section>
      <section aria-label={t("outbox.held.new")}>
        <h3 className={cx("heading")}>{t("outbox.held.new")}</h3>
        <div className={cx("messages")}>
          {props.newMessageIds.length === 0 ? <Text c="dimmed">{t("outbox.held.nothingNew")}</Text> : null}
          {props.newMessageIds.map((id) => (
            <LoadedMessage key={id} id={id} />
          ))}
        </div>
      </section>
    </div>
  );
}

function LoadedMessage({ id }: { readonly id: MessageId }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const [message, setMessage] = useState<MessageView | "gone">();
  useEffect(() => {
    let shown = true;
    client.messages.get({ id }).then(
      (loaded) => shown && setMessage(loaded),
      () => shown && setMessage("gone"),
    );
    return () => {
      shown = false;
    };
  }, [client, id]);
  if (message === undefined) return <Skeleton height={96} />;
  if (message === "gone") return <Text c="dimmed">{t("outbox.held.messageGone")}</Text>;
  return <MessagePreview message={message} />;
}
