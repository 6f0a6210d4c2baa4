/** Contacts in and out as CSV files. */
import { z } from "zod";
import {
  CONTACT_COLUMNS,
  CSV_ENCODINGS,
  CSV_SEPARATORS,
  EXISTING_CONTACTS,
  type ExistingContacts,
} from "../model/contact-columns.ts";
import { procedure } from "./base.ts";
import { ContactFilter } from "./people.ts";

const tags = ["Contacts"];
/** More columns than any program writes of a person. */
const MAX_COLUMNS = 500;

export const ContactsPreview = z.object({
  encoding: z.enum(CSV_ENCODINGS),
  separator: z.enum(CSV_SEPARATORS),
  /** The first rows, the headings among them. */
  rows: z.array(z.array(z.string())),
  /** What each column seems to hold; null: nothing of a contact. */
  columns: z.array(z.enum(CONTACT_COLUMNS).nullable()),
  hasHeadings: z.boolean(),
});
export type ContactsPreview = z.infer<typeof ContactsPreview>;

export type CsvChoice = {
  readonly encoding?: ContactsPreview["encoding"] | undefined;
  readonly separator?: ContactsPreview["separator"] | undefined;
};

export type ContactsImport = {
  readonly encoding: ContactsPreview["encoding"];
  readonly separator: ContactsPreview["separator"];
  readonly firstRow: "headings" | "contact";
  /** What each column holds; null: nothing of a contact. */
  readonly columns: ContactsPreview["columns"];
  readonly existing: ExistingContacts;
};

export type ContactsAsked = { readonly q?: string | undefined; readonly filter: ContactFilter };

const Download = z.object({ headers: z.record(z.string(), z.string()), body: z.instanceof(Blob) });

export const contactFiles = {
  /** Of a large file its first 64 KiB are enough. What is not chosen is found out. */
  preview: procedure
    .meta({ access: "settings", viewers: "reads" })
    .route({ method: "POST", path: "/contact-imports/preview", tags, summary: "Show the first rows of a CSV file" })
    .input(
      z.object({
        file: z.instanceof(File),
        encoding: z.enum(CSV_ENCODINGS).optional(),
        separator: z.enum(CSV_SEPARATORS).optional(),
      }),
    )
    .output(ContactsPreview),
  /** In the background: the desk's status tells how far it is, `POST /imports/cancel` stops it. No workflow hears of it. @throws PD_IMPORT_RUNNING */
  import: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/contact-imports",
      successStatus: 202,
      tags,
      summary: "Import contacts from an uploaded CSV file",
    })
    .input(
      z.object({
        file: z.instanceof(File),
        encoding: z.enum(CSV_ENCODINGS).default("utf-8"),
        separator: z.enum(CSV_SEPARATORS).default(","),
        firstRow: z.enum(["headings", "contact"]).default("headings"),
        /** What each column holds, in their order; '': nothing of a contact. */
        columns: z.array(z.enum(["", ...CONTACT_COLUMNS])).max(MAX_COLUMNS),
        existing: z.enum(EXISTING_CONTACTS).default("fill"),
      }),
    )
    .output(z.object({ begun: z.literal(true) })),
  /** With line and reason, until the next import or the end of the program. @throws PD_DESK_NOT_FOUND where none were */
  setAside: procedure
    .meta({ access: "settings" })
    .route({
      method: "GET",
      path: "/contact-imports/set-aside",
      tags,
      summary: "Download the rows that the last import of contacts set aside",
      outputStructure: "detailed",
    })
    .output(Download),
  export: procedure
    .meta({ access: "settings" })
    .route({
      method: "GET",
      path: "/contact-exports",
      tags,
      summary: "Download contacts as a CSV file that can be imported",
      outputStructure: "detailed",
    })
    .input(z.object({ q: z.string().max(200).optional(), filter: ContactFilter.default("all") }))
    .output(Download),
};
