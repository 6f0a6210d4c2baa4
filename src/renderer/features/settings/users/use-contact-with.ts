import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { addressesIn } from "#renderer/components/people/addresses-in.ts";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { ContactView } from "#shared/contract/views.ts";

export type ContactWith = { readonly address: string; readonly contact: ContactView };

/** Somebody who types an address asks once. */
const PAUSE_MS = 200;
/** More are not typed by hand. */
const MAX_ASKED = 20;

/** The first of the typed addresses that is a contact's, with the contact; null where none is. */
export function useContactWith(typed: string): ContactWith | null {
  const { client } = useDesk();
  const [text] = useDebouncedValue(typed, PAUSE_MS);
  const [found, setFound] = useState<ContactWith | null>(null);
  useEffect(() => {
    const aborted = new AbortController();
    const ask = async (): Promise<void> => {
      const asked = addressesIn(text)
        .filter((address) => address.includes("@"))
        .slice(0, MAX_ASKED);
      const answers = await Promise.all(
        asked.map(async (address) => {
          const { items } = await client.contacts.list({ q: address, limit: 5 }, { signal: aborted.signal });
          const contact = items.find(({ addresses }) => addresses.includes(address));
          return contact === undefined ? [] : [{ address, contact }];
        }),
      );
      if (!aborted.signal.aborted) setFound(answers.flat()[0] ?? null);
    };
    // It is a hint: saving tells what goes wrong.
    ask().catch(() => undefined);
    return () => aborted.abort();
  }, [client, text]);
  return found;
}
