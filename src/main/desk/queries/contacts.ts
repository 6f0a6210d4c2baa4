import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { ContactFilter, ContactOffer, ContactRecord } from "#shared/contract/people.ts";
import type { ContactView } from "#shared/contract/views.ts";
import type { PersonId } from "#shared/model/ids.ts";
import type { Person } from "#shared/model/person.ts";
import { isSameMailbox, mailboxOf } from "#shared/rules/email/mailbox-address.ts";
import { isSamePersonsName } from "#shared/rules/email/person-name.ts";
import { isOfFilter } from "#shared/rules/people/contact-filter.ts";
import { searchIndex } from "#main/store/search/index.ts";
import { personById, personOf } from "../people.ts";
import type { ReadContext } from "../read-context.ts";
import { findPage } from "./find-page.ts";
import { decodeCursor, encodeCursor, type Page } from "./paging.ts";
import { contactViewOf } from "./views.ts";

type Listing = {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly q?: string | undefined;
  readonly filter?: ContactFilter | undefined;
};

/** Contacts by name; with words those that they find, the best first. */
export async function listContacts(context: ReadContext, input: Listing): Promise<Page<ContactView>> {
  if ((input.q ?? "").trim() !== "") return findContacts(context, input);
  const page = await findPage(context.store.people, {
    selector: { kind: "contact", ...SELECTORS[input.filter ?? "all"] },
    sortBy: "name",
    direction: "asc",
    limit: input.limit,
    cursor: input.cursor,
  });
  return { items: page.items.map(contactViewOf), nextCursor: page.nextCursor };
}

const SELECTORS = {
  all: {},
  marketing: { marketingContact: true },
  unsubscribed: { unsubscribedAtEpochMs: { $gt: 0 } },
  bounced: { hardBounces: { $exists: true } },
  "no-address": { address: "" },
} as const satisfies Record<ContactFilter, object>;

/** A list of what was found goes on behind so many that were looked at. */
const FOUND = "found";

async function findContacts({ store }: ReadContext, { q = "", filter = "all", limit, cursor }: Listing) {
  const items: ContactView[] = [];
  let offset = cursor === undefined ? 0 : Number(decodeCursor(cursor, FOUND).key) || 0;
  for (;;) {
    const hits = await searchIndex(store.sql, { text: q, kinds: ["contact"], offset, limit });
    const people = await store.people.getMany(hits.map(({ id }) => id));
    for (const { id } of hits) {
      offset += 1;
      const person = people.get(id);
      if (person?.kind === "contact" && isOfFilter(person, filter)) items.push(contactViewOf(person));
      if (items.length === limit)
        return { items, nextCursor: encodeCursor({ sortBy: FOUND, key: offset, id: person?.id ?? "" }) };
    }
    if (hits.length < limit) return { items, nextCursor: null };
  }
}

/** The contact that stands for this id, whoever was merged into whom. @throws PD_DESK_NOT_FOUND */
export async function getContact(context: ReadContext, id: PersonId): Promise<ContactView> {
  return contactViewOf(await requirePerson(context, id));
}

async function requirePerson({ store }: ReadContext, id: PersonId): Promise<Person> {
  const person = await personById(store.people, id);
  if (!person) throw notFound("contact", id);
  return person;
}

/** A contact with what the window shows beside it. @throws PD_DESK_NOT_FOUND */
export async function contactRecord(context: ReadContext, { id }: { readonly id: PersonId }): Promise<ContactRecord> {
  const { store } = context;
  const person = await requirePerson(context, id);
  const merged = await store.people.getMany(person.mergedIds ?? []);
  const company = person.companyId === null ? null : await store.people.get(person.companyId);
  return {
    contact: contactViewOf(person),
    company: company?.name ?? "",
    merged: Array.from(merged.values(), contactViewOf),
    offers: await offersFor(context, person),
  };
}

/** More than so many of one name are a coincidence, and no help. */
const MAX_OFFERS = 5;
const MAX_LOOKED_AT = 40;

/**
 * Who may be the same person: the same mailbox behind another tag or form of the domain, the same full name. Somebody has to say so: two people may share a name.
 * @rule D8b
 */
async function offersFor(context: ReadContext, person: Person): Promise<ContactOffer[]> {
  const notSame = new Set<PersonId>([person.id, ...(person.notSameIds ?? [])]);
  const byMailbox = await Promise.all(person.addresses.map((address) => withMailbox(context, address)));
  const byName = await found(context, person.name, (other) => isSamePersonsName(other.name, person.name));
  const offers = new Map<PersonId, ContactOffer>();
  const offer = (other: Person, why: ContactOffer["why"]) => {
    const isApart = notSame.has(other.id) || other.notSameIds?.includes(person.id) === true;
    if (!isApart && !offers.has(other.id)) offers.set(other.id, { contact: contactViewOf(other), why });
  };
  for (const other of byMailbox.flat()) offer(other, "same-mailbox");
  for (const other of byName) offer(other, "same-name");
  return Array.from(offers.values()).slice(0, MAX_OFFERS);
}

async function withMailbox(context: ReadContext, address: string): Promise<Person[]> {
  const plain = await personOf(context.store.people, mailboxOf(address));
  const [local = ""] = mailboxOf(address).split("@");
  const tagged = await found(context, local, ({ addresses }) => addresses.some((one) => isSameMailbox(one, address)));
  return [...(plain ? [plain] : []), ...tagged];
}

async function found({ store }: ReadContext, words: string, isMeant: (person: Person) => boolean): Promise<Person[]> {
  const text = words.replaceAll('"', " ");
  const hits = await searchIndex(store.sql, {
    text,
    kinds: ["contact"],
    offset: 0,
    limit: MAX_LOOKED_AT,
    isExact: true,
  });
  const people = await store.people.getMany(hits.map(({ id }) => id));
  return hits.flatMap(({ id }) => {
    const person = people.get(id);
    return person?.kind === "contact" && isMeant(person) ? [person] : [];
  });
}
