/** A mail that was written, as a draft again: for Edit, Undo in another window, and "Use the text again". */
import type { DeskClient } from "#shared/contract/index.ts";
import type { MessageView } from "#shared/contract/views.ts";
import { ownHtml } from "../editor/outgoing-html.ts";
import { EMPTY_DRAFT, type MailDraft } from "./mail-draft.ts";

/** How the core begins a quotation in plain text. */
const QUOTED_PATTERN = /\nOn [^\n]+ wrote:\n>/u;

/** @throws what the contract rejects with where the mail's HTML can't be had */
export async function draftOfMail(
  messages: Pick<DeskClient["messages"], "html">,
  mail: MessageView,
): Promise<MailDraft> {
  const { html } = mail.hasHtml ? await messages.html({ id: mail.id }) : { html: null };
  return draftFrom(mail, html === null ? null : ownHtml(html, parseInert));
}

/** @param own the mail's own words as the editor takes them; null where it is plain text */
export function draftFrom(mail: MessageView, own: string | null): MailDraft {
  const files = mail.attachments.filter(
    ({ inline, contentId }) => !inline || (own?.includes(`"${contentId}"`) ?? false),
  );
  return {
    ...EMPTY_DRAFT,
    text: mail.visibleText,
    html: own === "" ? null : own,
    to: mail.to,
    cc: mail.cc,
    bcc: mail.bcc,
    subject: mail.subject,
    files: files.map(({ blobId, name, contentType, sizeBytes, contentId, inline }) => ({
      blobId,
      name,
      contentType,
      sizeBytes,
      contentId: inline ? contentId : null,
    })),
    quote: !mail.classification.forwarded && QUOTED_PATTERN.test(mail.text.slice(mail.visibleText.length)),
  };
}

/** A document of its own: nothing in it is loaded or run. */
function parseInert(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}
