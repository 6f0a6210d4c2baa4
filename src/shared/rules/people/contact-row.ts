/** What a row of a file says of a contact. Pure. */
import type { ContactColumn } from "../../model/contact-columns.ts";
import { MAX_PERSON_ADDRESSES, MAX_PERSON_NOTES_CHARACTERS } from "../../model/person.ts";
import { textOfCell } from "../csv/cells.ts";

/** Headings as other programs write them, in English and Italian; compared without case, spaces and signs. */
const HEADINGS: Readonly<Record<ContactColumn, readonly string[]>> = {
  id: ["pipedeskid"],
  name: ["name", "fullname", "displayname", "contact", "contactname", "nome e cognome", "nominativo", "nomecompleto"],
  firstName: ["firstname", "givenname", "forename", "nome"],
  lastName: ["lastname", "surname", "familyname", "cognome"],
  address: [
    "email",
    "emailaddress",
    "mail",
    "address",
    "primaryemail",
    "email1value",
    "indirizzoemail",
    "postaelettronica",
  ],
  otherAddresses: [
    "otheremails",
    "furtheremails",
    "additionalemails",
    "secondaryemail",
    "email2value",
    "altreemail",
    "altriindirizzi",
  ],
  phone: ["phone", "phonenumber", "telephone", "tel", "mobile", "phone1value", "telefono", "cellulare"],
  company: [
    "company",
    "companyname",
    "organization",
    "organisation",
    "organization1name",
    "azienda",
    "societa",
    "ragionesociale",
    "ditta",
  ],
  marketing: ["marketing", "maybesentmarketing", "optin", "newsletter", "consensomarketing"],
  unsubscribed: ["unsubscribed", "optout", "disiscritto"],
  notes: ["notes", "note", "comment", "comments", "commenti"],
};

function plain(heading: string): string {
  return heading
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** What each column seems to hold, by its heading; null: nothing of a contact. One kind is guessed once. Italian "Nome" beside no "Cognome" is the whole name. */
export function guessColumns(headings: readonly string[]): (ContactColumn | null)[] {
  const kinds = Object.entries(HEADINGS) as [ContactColumn, readonly string[]][];
  const taken = new Set<ContactColumn>();
  const guessed = headings.map((heading) => {
    const word = plain(heading);
    const kind = kinds.find(([, words]) => words.some((one) => plain(one) === word))?.[0] ?? null;
    if (kind === null || taken.has(kind)) return null;
    taken.add(kind);
    return kind;
  });
  if (!taken.has("firstName") || taken.has("lastName") || taken.has("name")) return guessed;
  return guessed.map((kind) => (kind === "firstName" ? "name" : kind));
}

/** Why a row was set aside: a stable key. */
export const ROW_REFUSALS = [
  "nothing-of-a-contact",
  "no-mailbox",
  "own-address",
  "several-contacts",
  "too-long",
  "not-yes-or-no",
  "wrong-encoding",
  "too-many-addresses",
  "broken-quotes",
] as const;
export type RowRefusal = (typeof ROW_REFUSALS)[number];

export type RowValues = {
  readonly id: string;
  readonly name: string;
  /** Lower case, each once, the one that is written to first. */
  readonly addresses: readonly string[];
  readonly phone: string;
  readonly company: string;
  readonly notes: string;
  /** Undefined: the row does not say. */
  readonly marketing: boolean | undefined;
  readonly unsubscribed: boolean | undefined;
};

const MAX_ONE_LINE_CHARACTERS = { name: 200, phone: 100, company: 200, address: 320 } as const;
const YES = new Set(["yes", "y", "true", "1", "x", "si", "sì", "s", "vero"]);
const NO = new Set(["no", "n", "false", "0", "falso"]);

/** @returns what the row says, or why it can't be taken */
export function readContactRow(
  cells: readonly string[],
  columns: readonly (ContactColumn | null)[],
): RowValues | RowRefusal {
  if (cells.some((cell) => cell.includes("\uFFFD"))) return "wrong-encoding";
  const under = (column: ContactColumn): string[] =>
    columns.flatMap((one, at) => (one === column ? [textOfCell((cells[at] ?? "").trim()).trim()] : []));
  const line = (column: ContactColumn): string =>
    under(column)
      .filter((text) => text !== "")
      .join(" ")
      // Also what no text of a database may hold.
      .replaceAll(/[\p{Cc}\s]+/gu, " ")
      .trim();
  const name = line("name") || [line("firstName"), line("lastName")].filter((part) => part !== "").join(" ");
  const addresses = Array.from(
    new Set(
      [...under("address"), ...under("otherAddresses")]
        .flatMap((cell) => cell.split(/[;,|\s]+/u))
        .map((address) => address.toLowerCase())
        .filter((address) => address !== ""),
    ),
  );
  const [phone, company] = [line("phone"), line("company")];
  const notes = under("notes")
    .join("\n")
    .replaceAll(/[^\P{Cc}\n\t]/gu, "")
    .trim();
  const [marketing, unsubscribed] = [flagOf(line("marketing")), flagOf(line("unsubscribed"))];
  if (name === "" && addresses.length === 0) return "nothing-of-a-contact";
  const isTooLong =
    name.length > MAX_ONE_LINE_CHARACTERS.name ||
    phone.length > MAX_ONE_LINE_CHARACTERS.phone ||
    company.length > MAX_ONE_LINE_CHARACTERS.company ||
    notes.length > MAX_PERSON_NOTES_CHARACTERS ||
    addresses.some((address) => address.length > MAX_ONE_LINE_CHARACTERS.address);
  if (isTooLong) return "too-long";
  if (addresses.length > MAX_PERSON_ADDRESSES) return "too-many-addresses";
  if (marketing === null || unsubscribed === null) return "not-yes-or-no";
  return { id: line("id"), name, addresses, phone, company, notes, marketing, unsubscribed };
}

/** Null: neither. */
function flagOf(text: string): boolean | undefined | null {
  const word = text.toLowerCase();
  if (word === "") return undefined;
  if (YES.has(word)) return true;
  return NO.has(word) ? false : null;
}
