/** The editor's HTML as mail programs read it, and back. */
import { isRightToLeft } from "#shared/rules/email/text-direction.ts";
import type { MailDraft } from "../draft/mail-draft.ts";

/**
 * The HTML that goes out; null where plain text says it all. Paragraphs become lines (mail programs put space between paragraphs, the editor
 * shows none), pictures point to their parts of the mail (RFC 2392).
 */
export function outgoingHtml({ html }: Pick<MailDraft, "html">): string | null {
  if (html === null) return null;
  return html
    .replace(/<p>(?:<br[^>]*>)?<\/p>/gu, "<div><br></div>")
    .replace(LIST_OR_QUOTE, (tag: string, name: string, letter: string) =>
      isRightToLeft(letter) ? `<${name} dir="rtl">` : tag,
    )
    .replace(/<p>(.*?)<\/p>/gsu, (_, words: string) => `<div${directionMark(words)}>${words}</div>`)
    .replace(/<img [^>]*>/gu, (image) => image.replace(/data-cid="([^"]*)"/u, 'src="cid:$1"'));
}

/** The beginning of a list or a quotation, and the first letter in it. */
const LIST_OR_QUOTE = /<(ul|ol|blockquote)>(?=(?:<[^>]*>|[^\p{L}<])*(\p{L}))/gu;

/** The editor shows each paragraph in the direction of its words; a mail program has to be told. */
function directionMark(html: string): string {
  return isRightToLeft(html.replace(/<[^>]*>/gu, "")) ? ' dir="rtl"' : "";
}

/** Where signature, quotation and forwarded mail begin below a person's own words: the classes that the core marks them with. */
const ADDED_PATTERN = /<div class="(?:moz-(?:signature|cite-prefix|forward-container)|pd-unsubscribe)"/u;

/** A person's own words out of the HTML that was written for the mail; a picture is named by its part. Reading it loads and runs nothing. */
export function ownHtml(sent: string, parse: (html: string) => Document): string {
  const start = sent.search(ADDED_PATTERN);
  const own = (start < 0 ? sent : sent.slice(0, start)).replace(/(?:\s*<br>)*\s*$/u, "");
  const page = parse(own);
  for (const element of page.querySelectorAll("script, style")) element.remove();
  for (const image of page.querySelectorAll("img")) {
    const source = image.getAttribute("src") ?? "";
    if (source.toLowerCase().startsWith("cid:")) image.setAttribute("data-cid", source.slice("cid:".length));
    image.removeAttribute("src");
  }
  for (const element of page.querySelectorAll("div[dir], ul[dir], ol[dir], blockquote[dir]"))
    element.removeAttribute("dir");
  return page.body.innerHTML.replaceAll("<div>", "<p>").replaceAll("</div>", "</p>");
}
