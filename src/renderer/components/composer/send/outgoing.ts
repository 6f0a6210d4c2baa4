/** Turns a draft into what the contract takes. Pure. */
import type { OutgoingContentInput } from "#shared/contract/outgoing.ts";
import type { ActivityView } from "#shared/contract/views.ts";
import { outgoingHtml } from "../editor/outgoing-html.ts";
import { type DraftRecipient, hasWords, isValidRecipient, type MailDraft, outgoingFile } from "../draft/mail-draft.ts";

/** Why a mail can't be sent as it is; the form says it where the person is looking. */
export type DraftProblem = "nothing" | "nobody" | "wrong-recipient" | "uploading";

export type SendDefaults = {
  /** Used where the draft names nobody itself. */
  readonly to: readonly DraftRecipient[];
};

/** What stands in the way, the first that the person would see; null where it can go. */
export function problemOf(draft: MailDraft, defaults: SendDefaults, needsWords: boolean): DraftProblem | null {
  const to = draft.to ?? defaults.to;
  if (needsWords && !hasWords(draft) && draft.files.length === 0) return "nothing";
  // Where the draft follows the ticket the core knows whom it addresses; an address here may be one that only it can read.
  if (draft.to === null ? defaults.to.length === 0 : draft.to.length === 0) return "nobody";
  const chosen = [...(draft.to === null ? [] : to), ...draft.cc, ...draft.bcc];
  return chosen.every(isValidRecipient) ? null : "wrong-recipient";
}

/**
 * @param basisStamp what the writer had on the screen (H1b); undefined where nothing can be stale
 * @returns plain text alone where nothing is formatted, else HTML alone, from which the core makes the text
 */
export function outgoingContent(
  draft: MailDraft,
  defaults: SendDefaults,
  basisStamp: string | undefined,
): OutgoingContentInput {
  const to = draft.to ?? defaults.to;
  const html = outgoingHtml(draft);
  const shown = new Set(html === null ? [] : [...html.matchAll(/"cid:([^"]+)"/gu)].map((match) => match[1]));
  // A picture that was taken out of the text stays with the draft, for Undo in the editor, and out of the mail.
  const files = draft.files.filter(({ contentId }) => contentId === null || shown.has(contentId));
  return {
    text: html === null ? draft.text : "",
    html,
    // What is shown is what is sent; where an address can't be written here the core finds it.
    ...(to.length > 0 && to.every(isValidRecipient) ? { to: [...to] } : {}),
    cc: draft.cc,
    bcc: draft.bcc,
    ...(draft.subject === null ? {} : { subject: draft.subject.replace(/\p{Cc}+/gu, " ").trim() }),
    attachments: files.map(outgoingFile),
    quote: draft.quote,
    ...(basisStamp === undefined ? {} : { basisStamp }),
  };
}

/** H1b: the newest thing on the ticket that the person can have seen. */
export function newestStamp(activities: readonly Pick<ActivityView, "stamp">[]): string | undefined {
  let newest: string | undefined;
  for (const { stamp } of activities) if (newest === undefined || stamp > newest) newest = stamp;
  return newest;
}
