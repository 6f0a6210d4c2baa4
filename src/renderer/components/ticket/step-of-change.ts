import { tagKey } from "#shared/rules/unique-tags.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { TicketView } from "#shared/contract/views.ts";
import type { Translate } from "#shared/i18n/index.ts";
import { valuesBeforePatch, type OwnValuesPatch } from "#shared/model/setup/property.ts";
import type { EditableTicketProperties } from "#shared/model/ticket.ts";
import type { Step } from "../../state/undo-stack.ts";

export type TicketChanges = Partial<EditableTicketProperties> & {
  /** Of the desk's own properties; null empties. */
  readonly values?: OwnValuesPatch;
};
type Tickets = Pick<DeskClient["tickets"], "get" | "update">;

/** Of a ticket as far as taking back goes. */
export type ChangedTicket = Pick<TicketView, "id" | "number"> &
  Partial<EditableTicketProperties> &
  Pick<TicketView, "values">;

/**
 * A change of properties as a step of the undo stack. What somebody else has changed since is theirs and stays; of tags, which are a set, only those
 * that this change put in or took out.
 * @param name the property's, for the person
 */
export function stepOfChange(
  tickets: Tickets,
  ticket: ChangedTicket,
  changes: TicketChanges,
  name: string,
  t: Translate,
): Step {
  const { values, ...others } = changes;
  const names = Object.keys(others) as (keyof typeof others)[];
  const before: TicketChanges = {
    ...Object.fromEntries(names.map((property) => [property, ticket[property] ?? null])),
    ...(values === undefined ? {} : { values: valuesBeforePatch(ticket.values, values) }),
  };
  return {
    what: t("undo.ofTicket", { what: name, ticket: ticket.number === null ? t("undo.ticket") : `#${ticket.number}` }),
    ticketId: ticket.id,
    undo: () => setOver(tickets, ticket.id, changes, before),
    redo: () => setOver(tickets, ticket.id, before, changes),
  };
}

/** @throws what the core refuses it with */
async function setOver(tickets: Tickets, id: TicketView["id"], from: TicketChanges, to: TicketChanges): Promise<void> {
  if (to.tags === undefined || from.tags === undefined) {
    await tickets.update({ id, ...to, onlyIf: from });
    return;
  }
  const { tags } = await tickets.get({ id });
  const next = tagsOver(tags, from.tags, to.tags);
  // Nothing is left to do: that is not for this step to say it has done.
  if (next === null) await tickets.update({ id, onlyIf: { tags: from.tags } });
  else await tickets.update({ id, ...to, tags: next, onlyIf: { ...from, tags } });
}

/** The tags as they are, with what led from the one to the other; null where somebody has done that already. Case says nothing. */
export function tagsOver(now: readonly string[], from: readonly string[], to: readonly string[]): string[] | null {
  const keys = (tags: readonly string[]) => new Set(tags.map(tagKey));
  const [there, was, will] = [keys(now), keys(from), keys(to)];
  const added = to.filter((tag) => !was.has(tagKey(tag)) && !there.has(tagKey(tag)));
  const kept = now.filter((tag) => will.has(tagKey(tag)) || !was.has(tagKey(tag)));
  return added.length === 0 && kept.length === now.length ? null : [...kept, ...added];
}
