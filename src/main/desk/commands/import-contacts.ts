/** Contacts as a file lists them. No workflow hears of it, and no mail goes out: it is history (D7). */
import { MAILBOX_ADDRESS } from "#shared/contract/outgoing.ts";
import type { ExistingContacts } from "#shared/model/contact-columns.ts";
import { PersonId } from "#shared/model/ids.ts";
import type { Person } from "#shared/model/person.ts";
import type { RowRefusal, RowValues } from "#shared/rules/people/contact-row.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { ownAddressesOf } from "../own-addresses.ts";
import { contactIdOf, personById, personOf } from "../people.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { inOnePiece } from "./command.ts";
import { changeContactIn, createContactIn, type ContactValues } from "./contacts.ts";

type RowOutcome = "created" | "updated" | "unchanged" | RowRefusal;

/** @param source what the history of consents calls the file. @returns what became of each row, in their order */
export function importContacts(
  context: DeskContext,
  actor: Actor,
  rows: readonly RowValues[],
  { existing, source }: { readonly existing: ExistingContacts; readonly source: string },
): Promise<RowOutcome[]> {
  return inOnePiece(
    context,
    async (piece) => {
      await piece.people.load([
        ...rows.flatMap((row) => row.addresses.map((address) => contactIdOf(address))),
        ...rows.map(idOfRow),
      ]);
      const outcomes: RowOutcome[] = [];
      for (const row of rows) outcomes.push(await takeRow(context, piece, actor, row, { existing, source }));
      return outcomes;
    },
    "import",
  );
}

async function takeRow(
  context: DeskContext,
  piece: PieceOfWork,
  actor: Actor,
  row: RowValues,
  { existing, source }: { readonly existing: ExistingContacts; readonly source: string },
): Promise<RowOutcome> {
  const own = ownAddressesOf(context.setup);
  if (!row.addresses.every((address) => MAILBOX_ADDRESS.test(address))) return "no-mailbox";
  if (row.addresses.some((address) => own.has(address))) return "own-address";
  const known = await contactsOfRow(piece, row);
  const [person] = known;
  if (known.length > 1) return "several-contacts";
  const consentReason = source;
  if (person === undefined) {
    const { name, addresses, phone, company, notes, marketing, unsubscribed } = row;
    const values = {
      name,
      addresses,
      phone,
      company,
      notes,
      consentReason,
      ...(marketing === undefined ? {} : { marketingContact: marketing }),
      ...(unsubscribed === undefined ? {} : { unsubscribed }),
    };
    await createContactIn(context, piece, actor, values, idOfRow(row));
    return "created";
  }
  if (existing === "skip") return "unchanged";
  const values = { ...changesOf(person, row, existing === "overwrite"), consentReason };
  const next = await changeContactIn(context, piece, actor, person.id, values);
  return next === person ? "unchanged" : "updated";
}

/** A row without an address has nothing else by which it is found again. */
function idOfRow({ name, phone, company }: RowValues): PersonId {
  return PersonId.parse(derivedId("p", "row", name.toLowerCase(), phone, company.toLowerCase()));
}

/** Whoever has one of the addresses; where the row has none, whom the desk knows by its id. */
async function contactsOfRow(piece: PieceOfWork, row: RowValues): Promise<Person[]> {
  const found = new Map<PersonId, Person>();
  for (const address of row.addresses) {
    const person = await personOf(piece.people, address);
    if (person) found.set(person.id, person);
  }
  if (row.addresses.length > 0) return Array.from(found.values());
  const named = await personById(piece.people, PersonId.safeParse(row.id).data ?? null);
  // Another desk's id may be anybody's here.
  if (named?.kind === "contact" && named.name === row.name) return [named];
  const made = await personById(piece.people, idOfRow(row));
  return made?.kind === "contact" ? [made] : [];
}

/** What the row changes of a contact. A "no" that the contact said is never taken back by a file (E4). */
function changesOf(person: Person, row: RowValues, isOverwriting: boolean): ContactValues {
  const takes = (before: string, given: string) => given !== "" && (isOverwriting || before === "");
  const isSaid = (person.consents ?? []).length > 0;
  const isOut = typeof person.unsubscribedAtEpochMs === "number";
  const isAgreeing = row.marketing === true && !isOut && (person.consents ?? []).at(-1)?.what !== "withdrawn";
  const isWithdrawing = row.marketing === false && (isOverwriting || !isSaid);
  return {
    ...(takes(person.name, row.name) ? { name: row.name } : {}),
    ...(takes(person.phone, row.phone) ? { phone: row.phone } : {}),
    ...(row.company !== "" && (isOverwriting || person.companyId === null) ? { company: row.company } : {}),
    ...(takes(person.notes, row.notes) ? { notes: row.notes } : {}),
    ...(row.addresses.every((address) => person.addresses.includes(address))
      ? {}
      : { addresses: [...person.addresses, ...row.addresses] }),
    ...(isAgreeing || isWithdrawing ? { marketingContact: isAgreeing } : {}),
    ...(row.unsubscribed === true ? { unsubscribed: true } : {}),
  };
}
