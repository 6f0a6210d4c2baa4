import { useMemo, useState } from "react";
import type { TicketId } from "#shared/model/ids.ts";
import { extendedTo, NOTHING_SELECTED, type Selection, toggled } from "#renderer/components/selection/selection.ts";
import { loadedIds, type ViewList } from "#renderer/state/view-list.ts";

export type TicketSelection = {
  readonly ids: ReadonlySet<TicketId>;
  readonly pick: (id: TicketId, isRange: boolean) => void;
  /** From the cursor to the ticket beside it: the first step picks both. */
  readonly extend: (from: TicketId, to: TicketId) => void;
  readonly pickAll: () => void;
  readonly clear: () => void;
};

/** The tickets of a view that are picked; of another list none is. What is picked stays so as it scrolls away. */
export function useTicketSelection(list: ViewList): TicketSelection {
  const [stored, setStored] = useState({ list, selection: NOTHING_SELECTED });
  const selection = stored.list === list ? stored.selection : NOTHING_SELECTED;
  return useMemo(() => {
    const order = () => loadedIds(list.store.getState());
    const put = (change: (before: Selection) => Selection) =>
      setStored((before) => ({ list, selection: change(before.list === list ? before.selection : NOTHING_SELECTED) }));
    return {
      ids: selection.ids,
      pick: (id, isRange) => put((before) => (isRange ? extendedTo(before, id, order()) : toggled(before, id))),
      extend: (from, to) =>
        put((before) => extendedTo(before.anchorId === null ? toggled(before, from) : before, to, order())),
      pickAll: () => put(() => ({ ids: new Set(order()), anchorId: null })),
      clear: () => put(() => NOTHING_SELECTED),
    };
  }, [list, selection]);
}
