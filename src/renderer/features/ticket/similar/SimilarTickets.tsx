import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { withText } from "#renderer/components/composer/draft/mail-draft.ts";
import { ticketNumberText } from "#renderer/components/ticket/ticket-number.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import { useMayWrite } from "#renderer/state/use-access.ts";
import type { SimilarSolved } from "#shared/contract/similar.ts";
import { PanelPart } from "../properties/PanelPart.tsx";
import { useComposerActions, useTicket } from "../ticket-context.tsx";
import css from "./SimilarTickets.module.css";

const cx = classNamesOf(css);

/** Closed tickets like this one, found in the index of this machine, each with the answer that was given: one press puts it below what is being written. */
export function SimilarTickets() {
  const { t } = useI18n();
  return (
    <PanelPart name="similar" title={t("similar.title")}>
      <Found />
    </PanelPart>
  );
}

function Found() {
  const { open } = useTicket();
  const { client } = useDesk();
  const { t } = useI18n();
  const { id } = open;
  const [items, setItems] = useState<readonly SimilarSolved[] | null>(null);
  useEffect(() => {
    let wanted = true;
    client.tickets.similar({ id }).then(
      (found) => wanted && setItems(found.items),
      // It is a help, not what the person came for.
      () => wanted && setItems([]),
    );
    return () => {
      wanted = false;
    };
  }, [client, id]);
  if (items === null) return null;
  return (
    <>
      {items.length === 0 ? <p className={cx("none")}>{t("similar.none")}</p> : null}
      <ul className={cx("list")}>
        {items.map((item) => (
          <Similar key={item.id} item={item} />
        ))}
      </ul>
    </>
  );
}

function Similar({ item }: { readonly item: SimilarSolved }) {
  const { t } = useI18n();
  const composer = useComposerActions();
  const mayWrite = useMayWrite();
  const [isRead, setRead] = useState(false);
  const { answer } = item;
  return (
    <li className={cx("item")}>
      <a className={cx("subject")} href={hrefOf({ page: "ticket", ticketId: item.id })} dir="auto">
        {item.subject}
      </a>
      <span className={cx("facts")}>
        {ticketNumberText(item)}
        {item.closedAtEpochMs === null ? null : <RelativeTime atEpochMs={item.closedAtEpochMs} />}
      </span>
      {answer === null ? (
        <span className={cx("none")}>{t("similar.unanswered")}</span>
      ) : (
        <>
          <p className={cx("answer", isRead && "whole")} dir="auto">
            {answer.text}
          </p>
          <span className={cx("actions")}>
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-expanded={isRead}
              onClick={() => setRead((before) => !before)}
            >
              {t(isRead ? "similar.hide" : "similar.read")}
            </Button>
            {mayWrite ? (
              <Button
                size="compact-xs"
                variant="light"
                onClick={() => composer.put({ mode: "reply", apply: (draft) => withText(draft, answer.text) })}
              >
                {t("similar.insert")}
              </Button>
            ) : null}
          </span>
        </>
      )}
    </li>
  );
}
