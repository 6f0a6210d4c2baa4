/** What is added under the words of a mail: the mailbox's signature, the mail that is answered or passed on, how to unsubscribe. */
import type { MailAddress } from "#shared/model/mail.ts";
import type { Message } from "#shared/model/message.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { User } from "#shared/model/setup/user.ts";
import { isSigned, signatureFor } from "#shared/rules/outbox/signature.ts";
import type { Store } from "#main/store/store.ts";
import { cleanHtml } from "./clean-html.ts";
import { MAX_QUOTED_CHARACTERS, MAX_QUOTED_HTML_CHARACTERS } from "./limits.ts";
import { escapeHtml, htmlOfText, textOfHtml } from "./text-and-html.ts";

/** The same thing in both forms. */
export type AddedPart = { readonly text: string; readonly html: string };

/** Classes that mail programs, and the desk's own reading of mail, know a signature and a quotation by. They also mark where the added parts begin. */
const SIGNATURE_CLASS = "moz-signature";
const CITE_CLASS = "moz-cite-prefix";
const FORWARD_CLASS = "moz-forward-container";
export const UNSUBSCRIBE_CLASS = "pd-unsubscribe";
export const ADDED_HTML_PATTERN = /<div class="(?:moz-(?:signature|cite-prefix|forward-container)|pd-unsubscribe)"/u;

export type Original = Pick<Message, "from" | "to" | "cc" | "subject" | "text" | "dateEpochMs" | "atEpochMs"> & {
  /** As it came; null where it has none or a long one. */
  readonly html: string | null;
};

/** Two dashes and a blank on a line of their own tell that the rest is a signature (RFC 3676 §4.3). */
export function signaturePart(signature: string): AddedPart | null {
  const words = signature.trim();
  if (words === "") return null;
  return { text: `-- \n${words}`, html: `<div class="${SIGNATURE_CLASS}">-- <br>\n${htmlOfText(words)}</div>` };
}

/** "On <date>, <name> wrote:" and the mail, each line marked. */
export function quotePart(original: Original): AddedPart {
  const attribution = `On ${dateOf(original)}, ${oneLine(original.from.name || original.from.address || "?")} wrote:`;
  const quoted = cut(original.text)
    .split("\n")
    .map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`.trimEnd()))
    .join("\n");
  return {
    text: `${attribution}\n${quoted}`,
    html: `<div class="${CITE_CLASS}">${escapeHtml(attribution)}</div>\n<blockquote type="cite">${bodyHtml(original, true)}</blockquote>`,
  };
}

/** D5: the mail under the header lines by which every program knows a forward. */
export function forwardPart(original: Original): AddedPart {
  const lines: [string, string][] = [
    ["From", namesOf([original.from])],
    ["Date", dateOf(original)],
    ["Subject", oneLine(original.subject)],
    ["To", namesOf(original.to)],
    ["Cc", namesOf(original.cc)],
  ];
  const filled = lines.filter(([, value]) => value !== "");
  const head = "---------- Forwarded message ----------";
  return {
    text: [head, ...filled.map(([name, value]) => `${name}: ${value}`), "", cut(original.text)].join("\n"),
    html: `<div class="${FORWARD_CLASS}">${head}<br>\n${filled
      .map(([name, value]) => `<b>${name}:</b> ${escapeHtml(value)}<br>\n`)
      .join("")}<br>\n${bodyHtml(original, false)}</div>`,
  };
}

function bodyHtml({ html, text }: Original, withoutImages: boolean): string {
  if (html === null || html.length > MAX_QUOTED_HTML_CHARACTERS) return htmlOfText(cut(text));
  return cleanHtml(html, { withoutImages });
}

function cut(text: string): string {
  const words = text.replaceAll("\r\n", "\n").trim();
  return words.length <= MAX_QUOTED_CHARACTERS ? words : `${words.slice(0, MAX_QUOTED_CHARACTERS).toWellFormed()}\n[…]`;
}

function namesOf(addresses: readonly MailAddress[]): string {
  return addresses
    .slice(0, 20)
    .map(({ name, address }) => oneLine(name === "" ? address : `${name} <${address}>`))
    .join(", ");
}

function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 300);
}

const DATE_FORMAT = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" } as const;

function dateOf({ dateEpochMs, atEpochMs }: Original): string {
  return new Intl.DateTimeFormat("en-GB", { ...DATE_FORMAT, hour12: false, timeZoneName: "short" }).format(
    dateEpochMs ?? atEpochMs,
  );
}

/** A mail as it is quoted; its HTML is read where it is kept as a file and short enough. */
export async function originalOf({ files }: Store, message: Message): Promise<Original> {
  if (message.htmlBlobId === null) return message;
  const sizeBytes = await files.sizeOf(message.htmlBlobId);
  if (sizeBytes === null || sizeBytes > MAX_QUOTED_HTML_CHARACTERS) return message;
  return { ...message, html: new TextDecoder().decode(await files.read(message.htmlBlobId)) };
}

/** The signature under what somebody wrote; null where there is none, or they signed themselves. */
export function writersSignature(channel: Channel | null, writer: User | null, content: Words): AddedPart | null {
  const signature = signatureFor(writer, channel?.mailbox);
  const words = content.html === null || content.html === undefined ? content.text : textOfHtml(content.html);
  return isSigned(words, signature) ? null : signaturePart(signature);
}

/** What somebody wrote, in one form or both. */
type Words = { readonly text: string; readonly html?: string | null | undefined };

/**
 * What stands under the words of an answer: the signature, then what is quoted.
 * @param quoted null quotes nothing
 */
export async function answerParts(
  store: Store,
  {
    channel,
    writer,
    content,
    quoted,
  }: {
    readonly channel: Channel | null;
    readonly writer: User | null;
    readonly content: Words;
    readonly quoted: Message | null;
  },
): Promise<AddedPart[]> {
  const signature = writersSignature(channel, writer, content);
  const quote = quoted ? quotePart(await originalOf(store, quoted)) : null;
  return [signature, quote].filter((part) => part !== null);
}
