import { Checkbox } from "@mantine/core";
import { memo } from "react";
import type { ShownColumn } from "#shared/automation/documents/saved-view.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { ticketNumberText } from "#renderer/components/ticket/ticket-number.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { TicketCell } from "./TicketCell.tsx";
import css from "./TicketTable.module.css";

const cx = classNamesOf(css);

type Props = {
  readonly card: TicketCard;
  readonly columns: readonly ShownColumn[];
  /** From 1, with the heads. */
  readonly rowIndex: number;
  readonly isSelected: boolean;
  readonly isCursor: boolean;
  /** @param isRange all from the one that was picked last */
  readonly onPick: (id: TicketId, isRange: boolean) => void;
  readonly onOpen: (id: TicketId) => void;
  readonly onFocus: (id: TicketId) => void;
};

/** One ticket of the table. Its place is the table's affair, so that a row that moves is not drawn anew. */
export const TicketRow = memo(function TicketRow(props: Props) {
  const { card, columns, isSelected, isCursor, onPick, onOpen, onFocus } = props;
  const { t } = useI18n();
  const subject = card.subject === "" ? t("board.noSubject") : card.subject;
  return (
    <div
      role="row"
      className={cx("row", card.unread && "unread", isSelected && "selected", isCursor && "cursor")}
      aria-rowindex={props.rowIndex}
      aria-selected={isSelected}
      aria-label={[ticketNumberText(card), subject].filter(Boolean).join(" ")}
      tabIndex={isCursor ? 0 : -1}
      data-ticket-row={card.id}
      onKeyDown={(event) => {
        if (event.key !== " " || event.target !== event.currentTarget) return;
        event.preventDefault();
        onPick(card.id, event.shiftKey);
      }}
      onFocus={(event) => event.target === event.currentTarget && onFocus(card.id)}
      onClick={(event) => {
        if (event.shiftKey) {
          event.preventDefault();
          onPick(card.id, true);
        } else if (event.ctrlKey || event.metaKey) {
          // The link opens in a tab of its own.
          if (event.target instanceof Element && event.target.closest("a") !== null) return;
          event.preventDefault();
          onPick(card.id, false);
        } else if (!isOnBox(event.target)) {
          event.preventDefault();
          onOpen(card.id);
        }
      }}
    >
      <div role="gridcell" className={cx("cell", "box")} data-box>
        <Checkbox
          size="xs"
          aria-label={t("views.pick", { subject })}
          checked={isSelected}
          tabIndex={-1}
          onChange={() => undefined}
          onClick={(event) => {
            event.stopPropagation();
            onPick(card.id, event.shiftKey);
          }}
        />
      </div>
      {columns.map(({ column }) => (
        <div key={column} role="gridcell" className={cx("cell", column === "subject" && "wide")}>
          <TicketCell column={column} card={card} />
        </div>
      ))}
    </div>
  );
});

/** Around the box a click misses it by a hair more often than it means to open. */
function isOnBox(target: EventTarget): boolean {
  return target instanceof Element && target.closest("[data-box], input, label") !== null;
}
