import type { Virtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect } from "react";
import type { TicketId } from "#shared/model/ids.ts";
import { useBoardUi } from "../board-ui.tsx";

/** Scrolls the card that should take the focus into view, so that it is drawn and can take it. */
export function useFocusedRow(virtualizer: Virtualizer<HTMLDivElement, Element>, ids: readonly TicketId[]): void {
  const wanted = useBoardUi((state) => state.wantsFocus);
  useLayoutEffect(() => {
    const index = wanted === null ? -1 : ids.indexOf(wanted);
    if (index !== -1) virtualizer.scrollToIndex(index, { align: "auto" });
  }, [virtualizer, ids, wanted]);
}
