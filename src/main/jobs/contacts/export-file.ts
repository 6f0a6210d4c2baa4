import { open } from "node:fs/promises";
import type { ContactsAsked } from "#shared/contract/contact-files.ts";
import type { ContactColumn } from "#shared/model/contact-columns.ts";
import type { Person } from "#shared/model/person.ts";
import type { PersonId } from "#shared/model/ids.ts";
import { csvLineOf } from "#shared/rules/csv/cells.ts";
import { isOfFilter } from "#shared/rules/people/contact-filter.ts";
import { eachDocument } from "#main/data/export/each-document.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { listContacts } from "#main/desk/queries/contacts.ts";
import { EXPORTED_AT_ONCE } from "../limits.ts";

/** Headings that the import knows again, in the order of the cells. */
const COLUMNS = [
  ["Pipedesk ID", "id"],
  ["Name", "name"],
  ["E-mail", "address"],
  ["Other e-mails", "otherAddresses"],
  ["Phone", "phone"],
  ["Company", "company"],
  ["Marketing", "marketing"],
  ["Unsubscribed", "unsubscribed"],
  ["Notes", "notes"],
] as const satisfies readonly (readonly [string, ContactColumn])[];

/** Writes contacts as rows, as they are when their turn comes. @throws the signal's reason */
export async function writeContacts(
  context: DeskContext,
  path: string,
  asked: ContactsAsked,
  signal: AbortSignal,
): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.write(`\uFEFF${csvLineOf(COLUMNS.map(([heading]) => heading))}\r\n`);
    let gathered: Person[] = [];
    const write = async () => {
      const lines = await linesOf(context, gathered);
      gathered = [];
      await file.write(lines);
    };
    for await (const person of chosen(context, asked, signal)) {
      gathered.push(person);
      if (gathered.length >= EXPORTED_AT_ONCE) await write();
    }
    if (gathered.length > 0) await write();
  } finally {
    await file.close();
  }
}

async function* chosen(
  context: DeskContext,
  { q = "", filter }: ContactsAsked,
  signal: AbortSignal,
): AsyncGenerator<Person> {
  if (q.trim() === "") {
    for await (const person of eachDocument(context.store, "people", signal))
      if (person.kind === "contact" && isOfFilter(person, filter)) yield person;
    return;
  }
  let cursor: string | undefined;
  do {
    signal.throwIfAborted();
    const page = await listContacts(context, { q, filter, limit: EXPORTED_AT_ONCE, cursor });
    yield* (await context.store.people.getMany(page.items.map(({ id }) => id))).values();
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

async function linesOf({ store }: DeskContext, people: readonly Person[]): Promise<string> {
  const ids = new Set(people.flatMap(({ companyId }): PersonId[] => (companyId === null ? [] : [companyId])));
  const companies = await store.people.getMany(Array.from(ids));
  return people
    .map((person) => {
      const cells: Record<(typeof COLUMNS)[number][1], string> = {
        id: person.id,
        name: person.name,
        address: person.address,
        otherAddresses: person.addresses.filter((address) => address !== person.address).join("; "),
        phone: person.phone,
        company: (person.companyId === null ? null : companies.get(person.companyId))?.name ?? "",
        marketing: person.marketingContact === undefined ? "" : person.marketingContact ? "yes" : "no",
        unsubscribed: typeof person.unsubscribedAtEpochMs === "number" ? "yes" : "",
        notes: person.notes,
      };
      return `${csvLineOf(COLUMNS.map(([, column]) => cells[column]))}\r\n`;
    })
    .join("");
}
