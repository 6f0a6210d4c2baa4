import type { MailTemplatePreview } from "#shared/contract/mail-templates.ts";
import { MessageId, PersonId, type TicketId } from "#shared/model/ids.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import { composeAutomaticMail } from "#main/desk/outgoing/automatic-mail.ts";
import { htmlOrMade } from "#main/desk/outgoing/write-content.ts";
import { mailRecipients } from "../actions/mail-recipients.ts";
import { oneLine } from "../actions/render.ts";
import type { Template } from "../actions/template-words.ts";
import { readOnlyStore, throwAwayStamps } from "../dry-run/sandbox.ts";
import { writtenForTicket } from "./written-for-ticket.ts";

/** Of nobody: a link with it unsubscribes nobody. */
export const NOBODY = PersonId.parse("nobody");

/**
 * What a template would write to a ticket's contact, to the last line. Writes nothing.
 * @throws PD_DESK_NOT_FOUND for the ticket, PD_TEMPLATE_FAILED, PD_INPUT_INVALID for a mail without words
 * @rule F10
 */
export async function previewMailTemplate(
  desk: DeskContext,
  { ticketId, ...template }: Template & { readonly ticketId: TicketId },
): Promise<MailTemplatePreview> {
  const atEpochMs = desk.clock.nowEpochMs();
  const context: DeskContext = {
    ...desk,
    store: readOnlyStore(desk.store),
    nextStamp: throwAwayStamps(() => atEpochMs),
  };
  // Never flushed, and its store refuses every write.
  const piece = createPieceOfWork(context);
  const { ticket, contact, words } = await writtenForTicket(context, piece, template, ticketId);
  const to = contact && { name: oneLine(contact.name), address: contact.address };
  const { subject, text, html } = await composeAutomaticMail(context, piece, {
    ...words,
    id: MessageId.parse("preview"),
    ticket,
    to: to ?? { name: "", address: "" },
    atEpochMs,
    cause: { kind: "import", source: "preview" },
    audience: "customer",
    ...(template.marketing ? { marketingTo: NOBODY } : {}),
  });
  const recipients = await mailRecipients(
    { to: "primary-contact" },
    ticket,
    { documents: piece, setup: context.setup, store: context.store },
    template,
  );
  return { to, subject, text, html: htmlOrMade(html, text), leftOut: recipients.leftOut[0]?.reason ?? null };
}
