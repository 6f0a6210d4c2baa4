/** A template's text as rich text, and back. */
import { generateHTML, generateJSON, type JSONContent } from "@tiptap/core";
import { bodyOf, editorHtmlOf, pageOf } from "./html-document.ts";
import { documentOfText, isPlain, textOfDocument } from "./plain-document.ts";
import { isSamePage } from "./same-html.ts";
import { TEMPLATE_EXTENSIONS } from "./template-extensions.ts";

export type TemplateBody = { readonly body: string; readonly html: boolean };

/** What the editor begins with; null where rich text would lose some of it: then the source is edited. */
export function richDocument({ body, html }: TemplateBody): JSONContent | null {
  if (!html) return documentOfText(body.replaceAll(/\r\n?/gu, "\n"));
  const [read, asItIs] = [editorHtmlOf(body), pageOf(body)];
  if (read === null || asItIs === null) return null;
  const document: JSONContent = generateJSON(read, TEMPLATE_EXTENSIONS);
  const again = pageOf(bodyOf(generateHTML(document, TEMPLATE_EXTENSIONS)));
  return again !== null && isSamePage(asItIs, again) ? document : null;
}

/** What is stored. Plain text stays so until something in it is formatted; HTML stays HTML. */
export function richBody(document: JSONContent, wasHtml: boolean): TemplateBody {
  if (!wasHtml && isPlain(document)) return { body: textOfDocument(document), html: false };
  return { body: bodyOf(generateHTML(document, TEMPLATE_EXTENSIONS)), html: true };
}
