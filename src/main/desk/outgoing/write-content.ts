import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { OutgoingContent } from "#shared/contract/outgoing.ts";
import { isRightToLeft } from "#shared/rules/email/text-direction.ts";
import type { Message } from "#shared/model/message.ts";
import { MAX_INLINE_HTML_CHARACTERS, MAX_TEXT_CHARACTERS } from "#main/store/limits.ts";
import type { Store } from "#main/store/store.ts";
import type { AddedPart } from "./added-parts.ts";
import { cleanHtml } from "./clean-html.ts";
import { htmlOfText, textOfHtml } from "./text-and-html.ts";

export type WrittenContent = Pick<Message, "text" | "visibleText" | "html" | "htmlBlobId">;

/** The words of a mail, wherever its HTML is kept. */
export type ContentInWords = Pick<Message, "text" | "visibleText" | "html">;

/**
 * The words of a mail with what is added under them. Without HTML from the person the message has none either: it is made of the text when the
 * mail goes out.
 * @throws PD_INPUT_INVALID for a mail without words, unless something is added that says enough (`mayBeEmpty`)
 */
export function contentInWords(
  content: Pick<OutgoingContent, "text" | "html">,
  added: readonly AddedPart[],
  options: { readonly mayBeEmpty: boolean },
): ContentInWords {
  const html = content.html === null ? null : cleanHtml(content.html).trim();
  const visibleText = content.text.trim() || (html === null ? "" : textOfHtml(html));
  const hasPicture = html !== null && /<img /u.test(html);
  if (visibleText === "" && !hasPicture && !options.mayBeEmpty) {
    throw new PipedeskError("PD_INPUT_INVALID", "The message has no text.", {
      details: { issues: [{ path: "text", message: "The message has no text." }] },
    });
  }
  const text = [visibleText, ...added.map((part) => part.text)].filter((part) => part !== "").join("\n\n");
  return {
    text: text.slice(0, MAX_TEXT_CHARACTERS),
    visibleText: visibleText.slice(0, MAX_TEXT_CHARACTERS),
    html: html === null ? null : [html, ...added.map((part) => part.html)].join("\n<br>\n"),
  };
}

/** As `contentInWords`, with long HTML put into a file. */
export async function writeContent(
  store: Store,
  content: Pick<OutgoingContent, "text" | "html">,
  added: readonly AddedPart[],
  options: { readonly mayBeEmpty: boolean },
): Promise<WrittenContent> {
  const words = contentInWords(content, added, options);
  if (!isLongHtml(words.html)) return { ...words, htmlBlobId: null };
  return { ...words, html: null, htmlBlobId: await store.files.put(new TextEncoder().encode(words.html)) };
}

/** Whether HTML is too long to be kept in the message itself. */
export function isLongHtml(html: string | null): html is string {
  return html !== null && html.length > MAX_INLINE_HTML_CHARACTERS;
}

/** With HTML, made of the text where there is none: for what is added with a link that plain text can't hide behind a word. */
export function inBothForms<Content extends Pick<OutgoingContent, "text" | "html">>(content: Content): Content {
  return content.html === null ? { ...content, html: htmlOrMade(null, content.text) } : content;
}

/** The HTML of a mail as it goes out: its own, or made of the text. */
export function htmlOrMade(html: string | null, text: string): string {
  if (html !== null) return html;
  const made = htmlOfText(text);
  return isRightToLeft(text) ? `<div dir="rtl">${made}</div>` : made;
}
