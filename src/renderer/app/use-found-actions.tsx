import { useDebouncedValue } from "@mantine/hooks";
import { IconAddressBook, IconTicket } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { SearchHit } from "#shared/contract/search.ts";
import { useDesk, useI18n } from "../state/desk-context.tsx";
import { navigate, type Route } from "../state/routes.ts";
import type { PaletteAction } from "./palette-action.ts";

const ICON = { size: 16, stroke: 1.75 } as const;
const MAX_FOUND = 5;
/** Somebody who types a word asks once. */
const PAUSE_MS = 120;
const MIN_CHARS = 2;

/** Tickets and people that the typed words find: Enter goes there. Nothing until the desk has answered. */
export function useFoundActions(query: string): PaletteAction[] {
  const { client } = useDesk();
  const { t } = useI18n();
  const [text] = useDebouncedValue(query.trim(), PAUSE_MS);
  const [found, setFound] = useState<{ readonly text: string; readonly hits: readonly SearchHit[] }>(NOTHING);
  useEffect(() => {
    if (text.length < MIN_CHARS) return undefined;
    let asked = true;
    const ask = async (): Promise<void> => {
      const kinds = ["ticket", "contact"] as const;
      const answers = await Promise.all(kinds.map((kind) => client.search.query({ q: text, kind, limit: MAX_FOUND })));
      if (asked) setFound({ text, hits: answers.flatMap(({ items }) => items) });
    };
    // The search page says what is the matter; here there is only nothing found.
    ask().catch(() => undefined);
    return () => {
      asked = false;
    };
  }, [client, text]);

  if (found.text !== query.trim()) return [];
  return found.hits.flatMap((hit) => {
    const route = routeOf(hit);
    if (route === null) return [];
    const title = hit.title.map((segment) => segment.text).join("");
    return [
      {
        id: `found-${hit.kind}-${hit.id}`,
        label: hit.ticketNumber === null ? title : `#${hit.ticketNumber} ${title}`,
        // The desk found it by more than its title.
        keywords: [found.text, t("shell.palette.words.search")],
        leftSection: hit.kind === "contact" ? <IconAddressBook {...ICON} /> : <IconTicket {...ICON} />,
        onClick: () => navigate(route),
      },
    ];
  });
}

const NOTHING = { text: "", hits: [] } as const;

function routeOf({ ticketId, contactId, kind }: SearchHit): Route | null {
  if (kind === "contact") return contactId === null ? null : { page: "contacts", contactId };
  return ticketId === null ? null : { page: "ticket", ticketId };
}
