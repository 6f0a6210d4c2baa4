import type { ContactFilterName, Person } from "../../model/person.ts";

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
