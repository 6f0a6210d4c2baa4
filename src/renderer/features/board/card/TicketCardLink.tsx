import { useMayWrite } from "#renderer/state/use-access.ts";
import "./card-link.css";
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { memo, useEffect, useLayoutEffect, useRef } from "react";
import type { TicketCard } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { extendedTo, toggled } from "../../../components/selection/selection.ts";
import { hrefOf } from "../../../state/routes.ts";
import { useDesk, useDeskState } from "../../../state/desk-context.tsx";
import { useBoardUi, useBoardUiStore } from "../board-ui.tsx";
import { ticketDragData } from "../drag-data.ts";
import { CARD_ATTRIBUTE } from "../use-board-keys.ts";
import { CardFace } from "./CardFace.tsx";

/** A ticket on the board: a link that opens it, can be dragged, and takes the focus of the board's keys. */
export const TicketCardLink = memo(function TicketCardLink({
  id,
  isFirst,
}: {
  readonly id: TicketId;
  readonly isFirst: boolean;
}) {
  const card = useDeskState((state) => state.board.cards.get(id));
  return card === undefined ? null : <CardLink card={card} isFirst={isFirst} />;
});

function CardLink({ card, isFirst }: { readonly card: TicketCard; readonly isFirst: boolean }) {
  const { id } = card;
  const ui = useBoardUiStore();
  const { ahead, store } = useDesk();
  const element = useRef<HTMLAnchorElement>(null);
  const mayWrite = useMayWrite();
  const isFocused = useBoardUi((state) => state.focusedId === id);
  const wantsFocus = useBoardUi((state) => state.wantsFocus === id);
  const isPicked = useBoardUi((state) => state.selection.ids.has(id));
  const pick = (isRange: boolean) =>
    ui.setState(({ selection }) => ({
      selection: isRange
        ? extendedTo(selection, id, store.getState().board.columns.get(card.stageId)?.ids ?? [])
        : toggled(selection, id),
    }));
  const isDragged = useBoardUi((state) => state.dragged?.id === id);
  // The Tab key reaches one card of the board: the focused one, and the first of each column while there is none.
  const isReachable = useBoardUi((state) => (state.focusedId === null ? isFirst : state.focusedId === id));

  useLayoutEffect(() => {
    if (!wantsFocus) return;
    element.current?.focus({ preventScroll: true });
    ui.setState({ wantsFocus: null });
  }, [wantsFocus, ui]);

  useEffect(() => {
    if (element.current === null || !mayWrite) return undefined;
    return draggable({ element: element.current, getInitialData: () => ticketDragData(id) });
  }, [id, mayWrite]);

  return (
    <a
      ref={element}
      href={hrefOf({ page: "ticket", ticketId: id })}
      tabIndex={isReachable ? 0 : -1}
      // Between the press and the release lies the time that the core needs to answer.
      onPointerDown={(event) => (event.button === 0 ? ahead.ask(id) : undefined)}
      onClick={(event) => {
        if (mayWrite && (event.ctrlKey || event.metaKey || event.shiftKey)) {
          event.preventDefault();
          pick(event.shiftKey);
        } else ahead.ask(id);
      }}
      onFocus={() => ui.setState({ focusedId: id })}
      {...{ [CARD_ATTRIBUTE]: id }}
      data-picked={isPicked}
      data-focused={isFocused}
      data-dragged={isDragged}
    >
      <CardFace card={card} />
    </a>
  );
}
