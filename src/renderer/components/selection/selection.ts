/** Which tickets of a list the person has picked, and from where the next range is drawn. */
import type { TicketId } from "#shared/model/ids.ts";

export type Selection = {
  readonly ids: ReadonlySet<TicketId>;
  /** The one that was picked or let go last: Shift draws a range from it. null: none was. */
  readonly anchorId: TicketId | null;
};

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchorId: null };

/** Picks the ticket, or lets go of it. */
export function toggled(selection: Selection, id: TicketId): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchorId: id };
}

/** Picks all between the anchor and the ticket, both with them, in the order in which the list shows them; without an anchor that it shows, the ticket alone. */
export function extendedTo(selection: Selection, id: TicketId, order: readonly TicketId[]): Selection {
  const to = order.indexOf(id);
  const from = selection.anchorId === null ? -1 : order.indexOf(selection.anchorId);
  if (to === -1) return selection;
  if (from === -1) return { ids: new Set([...selection.ids, id]), anchorId: id };
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...selection.ids, ...range]), anchorId: selection.anchorId };
}

/** Lets go of what the list no longer has; the same selection where nothing is gone. */
export function keptOf(selection: Selection, has: (id: TicketId) => boolean): Selection {
  const ids = [...selection.ids].filter((id) => has(id));
  return ids.length === selection.ids.size ? selection : { ...selection, ids: new Set(ids) };
}
