import { renderTemplate } from "#shared/automation/placeholders/render-template.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { ActionContext } from "./action.ts";
import { scopeOf, type ScopeContext } from "./scope.ts";

export type RenderContext = ScopeContext & Pick<ActionContext, "businessHours">;
type OfTicket = Pick<TicketDraft, "ticket">;

/**
 * A template with the placeholders of this ticket filled in (F6); a name that is unknown is empty. `html` escapes what is filled in. Dates are written in
 * the zone of the business hours, else of this machine.
 * @throws PD_TEMPLATE_FAILED for a template that can't be read or would render too much: the step fails, visibly
 */
export async function render(
  template: string,
  draft: OfTicket,
  context: RenderContext,
  as: "text" | "html" = "text",
): Promise<string> {
  const timeZone = context.businessHours?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { nowEpochMs } = context;
  return renderTemplate(template, scopeOf(draft.ticket, context, timeZone), { as, timeZone, nowEpochMs });
}

/** Longest subject that any program shows. */
const MAX_LINE_CHARACTERS = 500;

/** A rendered template as one line, for subjects and titles: what was filled in can't begin another line, or another header. */
export async function renderLine(template: string, draft: OfTicket, context: RenderContext): Promise<string> {
  return oneLine(await render(template, draft, context))
    .slice(0, MAX_LINE_CHARACTERS)
    .toWellFormed();
}

export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
