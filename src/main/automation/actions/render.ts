import { Liquid } from "liquidjs";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { ActionContext } from "./action.ts";

const liquid = new Liquid({ strictFilters: true });

/** A template with the placeholders of this ticket filled in (F6); a name that is unknown is empty. `html` escapes what is filled in. */
export async function render(
  template: string,
  draft: TicketDraft,
  { surroundings, run }: ActionContext,
  as: "text" | "html" = "text",
): Promise<string> {
  const { contact, company } = surroundings;
  const scope = { ticket: { ...draft.ticket, pending: [] }, contact, company, webhook: run.data };
  const engine = as === "html" ? new Liquid({ outputEscape: "escape" }) : liquid;
  return String(await engine.parseAndRender(template, scope));
}
