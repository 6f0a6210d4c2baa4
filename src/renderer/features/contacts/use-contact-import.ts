import { useState } from "react";
import { type Asking, useAsking } from "#renderer/components/use-asking.ts";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { ContactsImport, ContactsPreview, CsvChoice } from "#shared/contract/contact-files.ts";

/** As much of a file as says how it is written; the rest is sent once, when it is imported. */
const SAMPLE_BYTES = 65_536;

export type Chosen = { readonly file: File; readonly rows: ContactsPreview["rows"]; readonly how: ContactsImport };

export type ContactImport = {
  /** Null before a file is chosen. */
  readonly chosen: Chosen | null;
  readonly hasBegun: boolean;
  readonly asking: Asking;
  /** Reads the beginning of the file, in another way where one is chosen. */
  readonly read: (file: File, choice?: CsvChoice) => Promise<void>;
  readonly set: (how: Partial<ContactsImport>) => void;
  readonly begin: () => Promise<void>;
};

/** A file of contacts on its way in: chosen, looked at, imported. */
export function useContactImport(): ContactImport {
  const { client } = useDesk();
  const asking = useAsking();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [hasBegun, setBegun] = useState(false);
  return {
    chosen,
    hasBegun,
    asking,
    async read(file, choice = {}) {
      const sample = new File([file.slice(0, SAMPLE_BYTES)], file.name);
      const preview = await asking.run(() => client.contactFiles.preview({ file: sample, ...choice }));
      if (preview === undefined) return;
      const { encoding, separator, columns, rows, hasHeadings } = preview;
      const firstRow = hasHeadings ? "headings" : "contact";
      setChosen((before) => ({
        file,
        rows,
        how: { encoding, separator, columns, firstRow, existing: before?.how.existing ?? "fill" },
      }));
    },
    set: (how) => setChosen((before) => before && { ...before, how: { ...before.how, ...how } }),
    async begin() {
      if (chosen === null) return;
      const columns = chosen.how.columns.map((column) => column ?? ("" as const));
      const begun = await asking.run(() => client.contactFiles.import({ file: chosen.file, ...chosen.how, columns }));
      if (begun !== undefined) setBegun(true);
    },
  };
}
