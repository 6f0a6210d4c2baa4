import type { Person } from "#shared/model/person.ts";
import type { MailTemplate } from "#shared/model/setup/mail-template.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { textOfHtml } from "#main/desk/outgoing/text-and-html.ts";
import type { ActionContext } from "./action.ts";
import { render, renderLine, type RenderContext } from "./render.ts";

/** A mail with placeholders. */
export type Template = Pick<MailTemplate, "subject" | "body" | "html" | "marketing">;

export type TemplateWords = { readonly subject: string; readonly text: string; readonly html: string | null };

/**
 * What a template says to a contact of a ticket.
 * @param contact null where the ticket has none
 * @throws PD_TEMPLATE_FAILED
 * @rule F6
 */
export async function wordsFor(
  contact: Person | null,
  template: Template,
  ticket: Ticket,
  given: RenderContext & Pick<ActionContext, "documents">,
): Promise<TemplateWords> {
  const context = await seenBy(contact, given);
  const subject = (await renderLine(template.subject, { ticket }, context)) || ticket.subject;
  const body = await render(template.body, { ticket }, context, template.html ? "html" : "text");
  return { subject, text: template.html ? textOfHtml(body) : body, html: template.html ? body : null };
}

/** What the mail to this contact may show: their own name, and no message that customers never see. */
async function seenBy<Context extends RenderContext & Pick<ActionContext, "documents">>(
  contact: Person | null,
  context: Context,
): Promise<Context> {
  const { surroundings } = context;
  const { message } = surroundings;
  const companyId = contact?.companyId ?? null;
  const company = companyId === null ? null : await context.documents.people.get(companyId);
  const isInternal = message !== null && (message.direction === "internal" || message.conversationId === null);
  return { ...context, surroundings: { ...surroundings, contact, company, message: isInternal ? null : message } };
}
