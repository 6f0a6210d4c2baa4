import { PersonId } from "#shared/model/ids.ts";
import type { Person } from "#shared/model/person.ts";

/** Contacts that nobody has yet. */
export function newPeople(count: number): Person[] {
  return Array.from({ length: count }, (_, at) => ({
    id: PersonId.parse(`person-new-${at}`),
    kind: "contact",
    name: `New customer ${at}`,
    address: `new${at}@example.com`,
    addresses: [`new${at}@example.com`],
    companyId: null,
    phone: "",
    notes: "",
    createdAtEpochMs: Date.now(),
    lastMessageAtEpochMs: Date.now(),
    stamps: {},
  }));
}
