/** Who is erased: all that the desk knows them by. */
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { PersonId } from "#shared/model/ids.ts";
import type { MailAddress } from "#shared/model/mail.ts";
import type { Person } from "#shared/model/person.ts";
import { normalAddress, personById, personOf } from "#main/desk/people.ts";
import type { Store } from "#main/store/store.ts";

export type Whose = {
  readonly contact: Person;
  /** The contact's document, those of their other addresses, and those of contacts that were merged into them. */
  readonly ids: ReadonlySet<PersonId>;
  /** In lower case. */
  readonly addresses: ReadonlySet<string>;
  readonly isTheirs: (address: string) => boolean;
};

/** @param named an id, or one of their addresses @throws PD_DESK_NOT_FOUND for what is no contact, or was erased already */
export async function whoseData({ people }: Pick<Store, "people">, named: string): Promise<Whose> {
  const contact = named.includes("@") ? await personOf(people, named) : await personById(people, named as PersonId);
  if (contact?.kind !== "contact" || contact.erasedAtEpochMs !== undefined) throw notFound("contact", named);
  const found = new Map<PersonId, Person>([[contact.id, contact]]);
  // Who stands for them, and who stands for those.
  for (let waiting: PersonId[] = [contact.id]; waiting.length > 0;) {
    const standIns = await people.find({ selector: { standsForId: { $in: waiting } } });
    const merged = await people.getMany(waiting.flatMap((id) => found.get(id)?.mergedIds ?? []));
    const fresh = [...standIns, ...merged.values()].filter(({ id }) => !found.has(id));
    for (const person of fresh) found.set(person.id, person);
    waiting = fresh.map(({ id }) => id);
  }
  const addresses = new Set(
    [...found.values()].flatMap(({ address, addresses: more }) => [address, ...more]).map(normalAddress),
  );
  addresses.delete("");
  return {
    contact,
    ids: new Set(found.keys()),
    addresses,
    isTheirs: (address) => addresses.has(normalAddress(address)),
  };
}

/** What a person must type to erase this one. */
export function confirmationOf({ address, name }: Person): string {
  return address === "" ? name : address;
}

/** Whoever a message names. */
export function partiesOf(message: {
  readonly from: MailAddress;
  readonly customer?: MailAddress | undefined;
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
}): MailAddress[] {
  const { from, customer, replyTo, to, cc, bcc } = message;
  return [from, ...(customer ? [customer] : []), ...replyTo, ...to, ...cc, ...bcc];
}
