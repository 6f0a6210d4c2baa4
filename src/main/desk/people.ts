/**
 * Whose an address is (D8b). Each address has one document: the contact that began with it, or an alias that stands for the contact to whom it was added, or of whom it became when two
 * contacts were merged. The id of that document follows from the address, so an address is one contact's on every device (H4), and finding its owner costs no search.
 */
import { domainToASCII, domainToUnicode } from "node:url";
import { PersonId } from "#shared/model/ids.ts";
import type { Person } from "#shared/model/person.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import { derivedId } from "./derived-ids.ts";
import type { Overlay } from "./overlay.ts";
import type { ChangeOrigin } from "./ticket-changes/ticket-draft.ts";

/** Elements of these merge one by one (H3). */
export const PERSON_SETS: readonly string[] = COLLECTIONS.people.sets;

/** How people are read: from the store, or as a piece of work sees them. */
export type PeopleReads = { get(id: string): Promise<Person | null> };

/** Addresses compare without regard to case: no provider tells local parts apart by it. */
export function normalAddress(address: string): string {
  return address.trim().toLowerCase();
}

/** The id of the document with which an address begins: the contact's own where nobody took the address from them. */
export function contactIdOf(address: string): PersonId {
  return PersonId.parse(derivedId("p", normalAddress(address)));
}

/** An address can leave its contact and become another one's: more often than this nobody moves it. */
const MAX_OWNERS = 50;

/** One at a time: nearly always the first is the last that is looked at. */
function* idsOf(address: string): Generator<PersonId, void, undefined> {
  const normal = normalAddress(address);
  yield contactIdOf(normal);
  for (let owner = 1; owner < MAX_OWNERS; owner += 1) yield PersonId.parse(derivedId("p", normal, String(owner)));
}

/** The other form of an international domain (RFC 5890); the address itself where there is only one. */
function otherForm(address: string): string {
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1);
  const other = domain.includes("xn--") ? domainToUnicode(domain) : domainToASCII(domain);
  return other === "" ? address : `${address.slice(0, at + 1)}${other}`;
}

/** The contact that stands for a document: itself, or where it is an alias, the one at the end of that way. Null for an alias that is free. */
export async function standingPerson(people: PeopleReads, person: Person): Promise<Person | null> {
  const seen = new Set<string>();
  let standing: Person | null = person;
  while (standing?.kind === "alias") {
    if (standing.standsForId === undefined || seen.has(standing.id)) return null;
    seen.add(standing.id);
    standing = await people.get(standing.standsForId);
  }
  return standing;
}

/** The contact, or company, that a ticket or a workflow names by id, whoever was merged into whom since. */
export async function personById(people: PeopleReads, id: PersonId | null): Promise<Person | null> {
  const person = id === null ? null : await people.get(id);
  return person && standingPerson(people, person);
}

/** The contacts of these ids, each once, in their order. */
export async function peopleByIds(people: PeopleReads, ids: readonly PersonId[]): Promise<Person[]> {
  const found = new Map<PersonId, Person>();
  for (const id of ids) {
    const person = await personById(people, id);
    if (person) found.set(person.id, person);
  }
  return Array.from(found.values());
}

/** The ids by which tickets may name this contact. */
export function ticketContactIds({ id, mergedIds = [] }: Pick<Person, "id" | "mergedIds">): PersonId[] {
  return [id, ...mergedIds];
}

type Place = { readonly owner: Person | null; readonly freeId: PersonId; readonly free: Person | null };

/** Who has the address now, and where its next owner is noted. */
async function placeOf(people: PeopleReads, address: string): Promise<Place> {
  const normal = normalAddress(address);
  let [free, freeId]: [Person | null, PersonId | null] = [null, null];
  for (const id of idsOf(normal)) {
    const known = await people.get(id);
    const standing = known && (await standingPerson(people, known));
    if (standing?.addresses.includes(normal)) return { owner: standing, freeId: id, free: null };
    const isFree = known === null || (known.kind === "alias" && known.standsForId === undefined && !known.merge);
    if (isFree && freeId === null) [free, freeId] = [known, id];
    if (known === null) break;
  }
  return { owner: null, freeId: freeId ?? contactIdOf(normal), free };
}

/** The contact with this address, in either form of its domain; null where nobody has it. */
export async function personOf(people: PeopleReads, address: string): Promise<Person | null> {
  const normal = normalAddress(address);
  if (normal === "") return null;
  const { owner } = await placeOf(people, normal);
  if (owner) return owner;
  const other = otherForm(normal);
  return other === normal ? null : (await placeOf(people, other)).owner;
}

/** All addresses of whoever has this one, it among them. */
export async function addressesOfPerson(people: PeopleReads, address: string): Promise<string[]> {
  const normal = normalAddress(address);
  const person = await personOf(people, normal);
  return Array.from(new Set([normal, ...(person?.addresses ?? [])]));
}

export function newContact(id: PersonId, address: string, createdAtEpochMs: number): Person {
  return {
    id,
    kind: "contact",
    name: "",
    address,
    addresses: address === "" ? [] : [address],
    companyId: null,
    phone: "",
    notes: "",
    createdAtEpochMs,
    lastMessageAtEpochMs: null,
    stamps: {},
  };
}

/** The id that a new contact with this address gets. */
export async function newContactId(people: PeopleReads, address: string): Promise<PersonId> {
  return (await placeOf(people, address)).freeId;
}

/** Notes that an address is the contact's from now on. Nobody may have it. */
export async function giveAddress(
  people: Overlay<Person>,
  contact: Pick<Person, "id" | "createdAtEpochMs">,
  address: string,
  stamp: string,
): Promise<void> {
  const { free, freeId } = await placeOf(people, address);
  // The document with which the contact began.
  if (freeId === contact.id) return;
  const before: Person = free ?? { ...newContact(freeId, address, contact.createdAtEpochMs), kind: "alias" };
  people.put(
    touch(before, { address, addresses: [address], standsForId: contact.id, kind: "alias" }, stamp, PERSON_SETS),
  );
}

/** Notes that an address is nobody's any more, where only an alias stood for it. */
export async function freeAddress(
  people: Overlay<Person>,
  contact: Pick<Person, "id">,
  address: string,
  stamp: string,
): Promise<void> {
  for (const id of idsOf(address)) {
    const known = await people.get(id);
    if (known === null) return;
    if (known.kind !== "alias" || known.merge || known.standsForId !== contact.id) continue;
    people.put(touch(known, { standsForId: undefined }, stamp, PERSON_SETS));
  }
}

/** The contact with this address, made if there is none; a name that was not known yet is added. */
export async function contactOf(
  people: Overlay<Person>,
  who: { readonly address: string; readonly name: string },
  origin: ChangeOrigin,
): Promise<Person> {
  const address = normalAddress(who.address);
  const name = who.name.trim();
  const known = await personOf(people, address);
  const person = known ?? (await beginContact(people, { address, name }, origin.atEpochMs));
  const changes: Partial<Person> = {
    ...(person.name === "" && name !== "" ? { name } : {}),
    ...((person.lastMessageAtEpochMs ?? 0) < origin.atEpochMs ? { lastMessageAtEpochMs: origin.atEpochMs } : {}),
  };
  if (known && Object.keys(changes).length === 0) return person;
  const next = touch(person, changes, origin.nextStamp(), PERSON_SETS);
  people.put(next);
  return next;
}

async function beginContact(
  people: PeopleReads,
  { address, name }: { readonly address: string; readonly name: string },
  atEpochMs: number,
): Promise<Person> {
  const { freeId, free } = await placeOf(people, address);
  const fresh = { ...newContact(freeId, address, atEpochMs), name };
  return free ? { ...fresh, stamps: free.stamps } : fresh;
}
