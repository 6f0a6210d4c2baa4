import { isPropertyId, valuesAfter, type OwnValuesPatch } from "#shared/model/setup/property.ts";
import type { TicketDraft } from "./ticket-draft.ts";

/** Sets values of the desk's own properties, which are checked already, and tells of each that really changed. Null empties; what is left out stays. */
export function changeValues(draft: TicketDraft, patch: OwnValuesPatch): void {
  const before = draft.ticket.values ?? {};
  draft.set({ values: valuesAfter(before, patch).values ?? {} });
  const after = draft.ticket.values ?? {};
  for (const id of Object.keys(patch).filter(isPropertyId)) {
    const [from, to] = [before[id] ?? null, after[id] ?? null];
    if (JSON.stringify(from) !== JSON.stringify(to))
      draft.emit({ type: "ticket.property-changed", property: id, from, to });
  }
}
