import { PersonId } from "#shared/model/ids.ts";
import type { Person } from "#shared/model/person.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { derivedId } from "./derived-ids.ts";
import type { Overlay } from "./overlay.ts";
import type { ChangeOrigin } from "./ticket-changes/ticket-draft.ts";

/** Addresses compare without regard to case: no provider tells local parts apart by it. */
export function normalAddress(address: string): string {
  return address.trim().toLowerCase();
}

/** A contact's id follows from the address, so that one customer is one contact on every device (H4). */
export function contactIdOf(address: string): PersonId {
  return PersonId.parse(derivedId("p", normalAddress(address)));
}

/** The contact with this address, made if there is none; a name that was not known yet is added. */
export async function contactOf(
  people: Overlay<Person>,
  who: { readonly address: string; readonly name: string },
  origin: ChangeOrigin,
): Promise<Person> {
  const id = contactIdOf(who.address);
  const known = await people.get(id);
  const name = who.name.trim();
  const person: Person = known ?? {
    id,
    kind: "contact",
    name,
    address: normalAddress(who.address),
    companyId: null,
    phone: "",
    createdAtEpochMs: origin.atEpochMs,
    lastMessageAtEpochMs: null,
    stamps: {},
  };
  const changes: Partial<Person> = {
    ...(person.name === "" && name !== "" ? { name } : {}),
    ...((person.lastMessageAtEpochMs ?? 0) < origin.atEpochMs ? { lastMessageAtEpochMs: origin.atEpochMs } : {}),
  };
  if (known && Object.keys(changes).length === 0) return person;
  const next = touch(person, changes, origin.nextStamp(), []);
  people.put(next);
  return next;
}
