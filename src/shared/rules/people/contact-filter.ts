import type { Person } from "../../model/person.ts";

/** Which contacts a list shows. */
export const CONTACT_FILTERS = ["all", "marketing", "unsubscribed", "bounced", "no-address"] as const;
export type ContactFilterName = (typeof CONTACT_FILTERS)[number];

type Filtered = Pick<Person, "address" | "marketingContact" | "unsubscribedAtEpochMs" | "hardBounces">;

const MATCHES: Readonly<Record<ContactFilterName, (person: Filtered) => boolean>> = {
  all: () => true,
  marketing: (person) => person.marketingContact === true,
  unsubscribed: (person) => typeof person.unsubscribedAtEpochMs === "number",
  bounced: (person) => (person.hardBounces ?? []).length > 0,
  "no-address": (person) => person.address === "",
};

export function isOfFilter(person: Filtered, filter: ContactFilterName): boolean {
  return MATCHES[filter](person);
}
