/** What a column of a file of contacts can hold. `id`: the contact's on this desk. */
export const CONTACT_COLUMNS = [
  "id",
  "name",
  "firstName",
  "lastName",
  "address",
  "otherAddresses",
  "phone",
  "company",
  "marketing",
  "unsubscribed",
  "notes",
] as const;
export type ContactColumn = (typeof CONTACT_COLUMNS)[number];

/** `fill`: only what the contact lacks; `overwrite`: whatever the row says, an empty cell saying nothing; `skip`: the contact stays as it is. */
export const EXISTING_CONTACTS = ["fill", "overwrite", "skip"] as const;
export type ExistingContacts = (typeof EXISTING_CONTACTS)[number];

export const CSV_ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type CsvEncoding = (typeof CSV_ENCODINGS)[number];

export const CSV_SEPARATORS = [",", ";", "\t"] as const;
export type CsvSeparator = (typeof CSV_SEPARATORS)[number];
