/** What the live feed does to the contacts that are listed. Pure. */
import { isFoundBy } from "#renderer/components/word-match.ts";
import type { ContactView } from "#shared/contract/views.ts";
import type { ContactFilterName } from "#shared/model/person.ts";
import { isOfFilter } from "#shared/rules/people/contact-filter.ts";

type Listed = {
  /** The words that are searched for; '' for none, and then the list is by name. */
  readonly asked: string;
  readonly filter: ContactFilterName;
  /** Whether all of it is loaded. */
  readonly isComplete: boolean;
};

/** Changed ones as they are now, without those that are none of their own any more; new ones where they belong, unless that is on a page yet to come. */
export function takeContacts(
  items: readonly ContactView[],
  changed: readonly ContactView[],
  { asked, filter, isComplete }: Listed,
): readonly ContactView[] {
  const isListed = (contact: ContactView) => contact.kind === "contact" && isOfFilter(contact, filter);
  const changedById = new Map(changed.map((contact) => [contact.id, contact]));
  const knownIds = new Set(items.map(({ id }) => id));
  const kept = items.map((item) => changedById.get(item.id) ?? item).filter(isListed);
  const added = changed.filter((contact) => !knownIds.has(contact.id) && isListed(contact));
  if (asked !== "") return [...kept, ...added.filter((contact) => isFoundBy(asked, wordsOf(contact)))];
  const last = items.at(-1);
  const here = added.filter((contact) => isComplete || (last !== undefined && byName(contact, last) < 0));
  return [...kept, ...here].toSorted(byName);
}

/** As the core lists them. */
function byName(a: ContactView, b: ContactView): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id !== b.id);
}

function wordsOf({ name, addresses, phone, notes }: ContactView) {
  return { label: name, keywords: [...addresses, phone, notes] };
}
