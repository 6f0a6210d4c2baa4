/** Contacts as people edit them: names, addresses, phone, company, notes, flags (H5). */
import { MAILBOX_ADDRESS } from "#shared/contract/outgoing.ts";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { PersonId } from "#shared/model/ids.ts";
import type { Person } from "#shared/model/person.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { consentChanges } from "../consent.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId, timedId } from "../derived-ids.ts";
import { ownAddressesOf } from "../own-addresses.ts";
import {
  freeAddress,
  giveAddress,
  newContact,
  newContactId,
  normalAddress,
  PERSON_SETS,
  personById,
  personOf,
} from "../people.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { inOnePiece } from "./command.ts";

export type ContactValues = {
  readonly name?: string | undefined;
  /** The one that is written to; it counts as one of `addresses`. */
  readonly address?: string | undefined;
  /** All of them: what is left out is taken from the contact. */
  readonly addresses?: readonly string[] | undefined;
  readonly phone?: string | undefined;
  /** By name; made where there is none of that name. '' for none. */
  readonly company?: string | undefined;
  readonly notes?: string | undefined;
  readonly marketingContact?: boolean | undefined;
  readonly unsubscribed?: boolean | undefined;
  /** Why what they agreed to is changed (E4). */
  readonly consentReason?: string | undefined;
};

/** Why an address is not taken: a stable key. `taken`: another contact has it. */
export type AddressRefusal = "no-mailbox" | "taken" | "own";

/** @throws PD_INPUT_INVALID with an `AddressRefusal` */
export function createContact(context: DeskContext, actor: Actor, values: ContactValues): Promise<Person> {
  return inOnePiece(context, (piece) => createContactIn(context, piece, actor, values));
}

/** @param idWithoutAddress of a contact that has none; default: told apart by when it was made */
export async function createContactIn(
  context: DeskContext,
  piece: PieceOfWork,
  actor: Actor,
  values: ContactValues,
  idWithoutAddress?: PersonId,
): Promise<Person> {
  const nowEpochMs = context.clock.nowEpochMs();
  const addresses = addressesIn(values, []);
  const [first = ""] = addresses;
  await requireFree(context, piece, addresses, null);
  const stamp = context.nextStamp();
  const id =
    first === ""
      ? (idWithoutAddress ?? PersonId.parse(timedId("p", nowEpochMs, stamp)))
      : await newContactId(piece.people, first);
  piece.people.put({ ...newContact(id, first, nowEpochMs), stamps: (await piece.people.get(id))?.stamps ?? {} });
  return changeContactIn(context, piece, actor, id, values);
}

/** What is absent stays. @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID with an `AddressRefusal` */
export function updateContact(
  context: DeskContext,
  actor: Actor,
  { id, ...values }: ContactValues & { readonly id: PersonId },
): Promise<Person> {
  return inOnePiece(context, async (piece) =>
    changeContactIn(context, piece, actor, (await requireContact(piece, id)).id, values),
  );
}

/** @throws PD_DESK_NOT_FOUND */
export async function requireContact({ people }: PieceOfWork, id: PersonId): Promise<Person> {
  const person = await personById(people, id);
  if (person?.kind !== "contact") throw notFound("contact", id);
  return person;
}

/** What is absent stays. @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID with an `AddressRefusal` */
export async function changeContactIn(
  context: DeskContext,
  piece: PieceOfWork,
  { user }: Actor,
  id: PersonId,
  values: ContactValues,
): Promise<Person> {
  const person = await requireContact(piece, id);
  const { name, phone, notes, company, consentReason = "" } = values;
  const changes: Partial<Person> = {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(phone === undefined ? {} : { phone: phone.trim() }),
    ...(notes === undefined ? {} : { notes: notes.trim() }),
    ...(company === undefined ? {} : { companyId: await companyNamed(context, piece, company) }),
    ...consentChanges(person, values, {
      atEpochMs: context.clock.nowEpochMs(),
      how: "user",
      userId: user.id,
      detail: consentReason.trim(),
    }),
    ...(await changeAddresses(context, piece, person, values)),
  };
  const current = person as Record<string, unknown>;
  const isSame = Object.entries(changes).every(
    ([key, value]) => JSON.stringify(current[key]) === JSON.stringify(value),
  );
  if (isSame) return person;
  const next = touch(person, changes, context.nextStamp(), PERSON_SETS);
  piece.people.put(next);
  return next;
}

/** All addresses that the contact is to have, the one that is written to first. */
function addressesIn({ address, addresses }: ContactValues, before: readonly string[]): string[] {
  const wanted = (addresses ?? before).map(normalAddress);
  const all = address === undefined ? wanted : [normalAddress(address), ...wanted];
  return Array.from(new Set(all)).filter((one) => one !== "");
}

async function changeAddresses(
  context: DeskContext,
  piece: PieceOfWork,
  person: Person,
  values: ContactValues,
): Promise<Partial<Person>> {
  if (values.address === undefined && values.addresses === undefined) return {};
  const wanted = addressesIn(values, person.addresses);
  const [added, gone] = [
    wanted.filter((one) => !person.addresses.includes(one)),
    person.addresses.filter((one) => !wanted.includes(one)),
  ];
  await requireFree(context, piece, added, person.id);
  for (const one of gone) await freeAddress(piece.people, person, one, context.nextStamp());
  for (const one of added) await giveAddress(piece.people, person, one, context.nextStamp());
  const first = values.address === undefined ? person.address : normalAddress(values.address);
  return { addresses: wanted, address: wanted.includes(first) ? first : (wanted[0] ?? "") };
}

async function requireFree(
  { setup }: DeskContext,
  piece: PieceOfWork,
  addresses: readonly string[],
  ownId: PersonId | null,
): Promise<void> {
  const own = ownAddressesOf(setup);
  for (const address of addresses) {
    if (!MAILBOX_ADDRESS.test(address)) throw refused("no-mailbox", address);
    if (own.has(address)) throw refused("own", address);
    const owner = await personOf(piece.people, address);
    if (owner && owner.id !== ownId) throw refused("taken", address, owner.id);
  }
}

const REFUSED: Readonly<Record<AddressRefusal, string>> = {
  "no-mailbox": "This is no e-mail address.",
  taken: "Another contact has this address. Merge the two if they are one person.",
  own: "This is an address of the desk itself.",
};

function refused(reason: AddressRefusal, address: string, id: string = address): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", `${address}: ${REFUSED[reason]}`, {
    details: { what: "address", id, reason, issues: [{ path: "addresses", message: REFUSED[reason] }] },
  });
}

/** Companies of one name are one: the id follows from it. */
async function companyNamed(context: DeskContext, { people }: PieceOfWork, given: string): Promise<PersonId | null> {
  const name = given.trim();
  if (name === "") return null;
  const id = PersonId.parse(derivedId("p", "company", name.toLowerCase()));
  if (!(await people.get(id))) people.put({ ...newContact(id, "", context.clock.nowEpochMs()), kind: "company", name });
  return id;
}
