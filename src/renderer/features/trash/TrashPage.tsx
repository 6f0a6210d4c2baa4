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
import { useToasts } from "../../components/use-toasts.tsx";
import { useDesk, useI18n } from "../../state/desk-context.tsx";
import { hrefOf } from "../../state/routes.ts";
import css from "./TrashPage.module.css";

const cx = classNamesOf(css);
const KINDS: readonly AsideKind[] = ["trash", "spam"];

/** The tickets that were thrown away, and those that are spam, with the way back. */
export function TrashPage() {
  const { t } = useI18n();
  const desk = useDesk();
  const toasts = useToasts();
  const change = useTicketChange();
  const [as, setAs] = useState<AsideKind>("trash");
  const [items, setItems] = useState<readonly TicketCard[] | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);

  const read = useCallback(
    async (after: string | null) => {
      try {
        const page = await desk.client.tickets.aside({ as, ...(after === null ? {} : { cursor: after }) });
        setItems((before) => (after === null ? page.items : [...(before ?? []), ...page.items]));
        setCursor(page.nextCursor);
      } catch (error) {
        toasts.failed(error);
      }
    },
    [desk, as, toasts],
  );
  useEffect(() => void read(null), [read]);

  const restore = async (card: TicketCard) => {
    if (await change(card.id, { kind: "bring-back" }, t("aside.restored")))
      setItems((before) => (before ?? []).filter(({ id }) => id !== card.id));
  };
  return (
    <div className={cx("page")}>
      <h1 className={cx("title")}>{t("aside.title")}</h1>
      <SegmentedControl
        w="fit-content"
        aria-label={t("aside.title")}
        value={as}
        onChange={(value) => {
          setItems(null);
          setAs(value === "spam" ? "spam" : "trash");
        }}
        data={KINDS.map((kind) => ({ value: kind, label: t(`aside.kind.${kind}`) }))}
      />
      {items?.length === 0 ? (
        <EmptyState
          icon={<IconTrash size={32} stroke={1.5} />}
          title={t(`aside.empty.${as}`)}
          text={t("aside.empty.text")}
        />
      ) : (
        <ul className={cx("list")}>
          {(items ?? []).map((card) => (
            <li key={card.id} className={cx("row")}>
              <span className={cx("muted")}>{ticketNumberText(card)}</span>
              <Anchor className={cx("subject")} href={hrefOf({ page: "ticket", ticketId: card.id })} dir="auto">
                {card.subject}
              </Anchor>
              <span className={cx("muted")}>{card.contactName || card.contactAddress}</span>
              <ForWriters>
                <Button size="compact-sm" variant="default" onClick={() => void restore(card)}>
                  {t(`aside.restore.${as}`)}
                </Button>
              </ForWriters>
            </li>
          ))}
        </ul>
      )}
      {cursor === null ? null : (
        <Button variant="default" w="fit-content" onClick={() => void read(cursor)}>
          {t("aside.more")}
        </Button>
      )}
    </div>
  );
}
