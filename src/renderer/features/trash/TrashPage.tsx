import { Anchor, Button, SegmentedControl } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import type { TicketCard } from "#shared/contract/views.ts";
import type { AsideKind } from "#shared/model/aside-kind.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { ForWriters } from "../../components/ForWriters.tsx";
import { ticketNumberText } from "../../components/ticket/ticket-number.ts";
import { useTicketChange } from "../../components/ticket/use-ticket-change.ts";
import { useDesk, useI18n } from "../../state/desk-context.tsx";
import { failureText } from "../../state/failure.ts";
import { hrefOf } from "../../state/routes.ts";
import { usePages } from "../../state/use-pages.ts";
import css from "./TrashPage.module.css";

const cx = classNamesOf(css);
const KINDS: readonly AsideKind[] = ["trash", "spam"];

/** The tickets that were thrown away, and those that are spam, with the way back. */
export function TrashPage() {
  const { t } = useI18n();
  const desk = useDesk();
  const change = useTicketChange();
  const [as, setAs] = useState<AsideKind>("trash");
  const load = useCallback(
    (cursor: string | undefined) => desk.client.tickets.aside({ as, ...(cursor === undefined ? {} : { cursor }) }),
    [desk, as],
  );
  const list = usePages<TicketCard>(load, ({ id }) => id);
  const { update } = list;
  // Whoever brings one back, from here, from its menu or elsewhere: it is gone from the list.
  useEffect(
    () =>
      desk.onLive((entry) => {
        if (entry.type === "hello") return;
        const back = new Set(entry.tickets.flatMap((card) => (card.aside?.as === as ? [] : [card.id])));
        if (back.size > 0) update((items) => items.filter(({ id }) => !back.has(id)));
      }),
    [desk, as, update],
  );
  return (
    <div className={cx("page")}>
      <h1 className={cx("title")}>{t("aside.title")}</h1>
      <SegmentedControl
        w="fit-content"
        aria-label={t("aside.title")}
        value={as}
        onChange={(value) => setAs(value === "spam" ? "spam" : "trash")}
        data={KINDS.map((kind) => ({ value: kind, label: t(`aside.kind.${kind}`) }))}
      />
      {list.error === undefined ? null : <p role="alert">{failureText(list.error, t)}</p>}
      {list.items.length === 0 && list.isComplete ? (
        <EmptyState
          icon={<IconTrash size={32} stroke={1.5} />}
          title={t(`aside.empty.${as}`)}
          text={t("aside.empty.text")}
        />
      ) : (
        <ul className={cx("list")}>
          {list.items.map((card) => (
            <li key={card.id} className={cx("row")}>
              <span className={cx("muted")}>{ticketNumberText(card)}</span>
              <Anchor className={cx("subject")} href={hrefOf({ page: "ticket", ticketId: card.id })} dir="auto">
                {card.subject}
              </Anchor>
              <span className={cx("muted")}>{card.contactName || card.contactAddress}</span>
              <ForWriters>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => void change(card.id, { kind: "bring-back" }, t("aside.restored"))}
                >
                  {t(`aside.restore.${as}`)}
                </Button>
              </ForWriters>
            </li>
          ))}
        </ul>
      )}
      {list.isComplete || list.isStarting ? null : (
        <Button variant="default" w="fit-content" onClick={list.loadMore}>
          {t("aside.more")}
        </Button>
      )}
    </div>
  );
}
