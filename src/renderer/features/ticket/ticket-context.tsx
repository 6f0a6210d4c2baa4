/** What every part of an open ticket reads: the record as shown, the commands, and what ids are called. */
import { createContext, useContext } from "react";
import type { ComposerActions } from "./composer/use-composer.ts";
import type { OpenTicket } from "./record/ticket-record.ts";
import type { TicketRecord } from "./record/record.ts";
import type { Names } from "./timeline/names.ts";

export type TicketScope = { readonly open: OpenTicket; readonly record: TicketRecord; readonly names: Names };

export const TicketContext = createContext<TicketScope | null>(null);

export function useTicket(): TicketScope {
  const scope = useContext(TicketContext);
  if (scope === null) throw new Error("TicketContext is missing above this component.");
  return scope;
}

/** Apart from the record, which changes often: whoever only asks something of the composer isn't painted anew by each mail. */
export const ComposerContext = createContext<ComposerActions | null>(null);

export function useComposerActions(): ComposerActions {
  const actions = useContext(ComposerContext);
  if (actions === null) throw new Error("ComposerContext is missing above this component.");
  return actions;
}
