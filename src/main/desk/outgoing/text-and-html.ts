import { createHtmlConverter } from "./html-converter.ts";

const toText = createHtmlConverter({
  wordwrap: false,
  limits: { maxInputLength: 2_000_000, maxDepth: 200, maxChildNodes: 20_000, ellipsis: "" },
  selectors: [
    { selector: "img", format: "skip" },
    { selector: "a", options: { hideLinkHrefIfSameAsText: true } },
    { selector: "table", format: "block" },
    { selector: "td", format: "inline" },
    { selector: "tr", format: "block" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

/** The plain text of HTML that was written here. */
export function textOfHtml(html: string): string {
  return toText(html)
    .replaceAll("\u00a0", " ")
    .replace(/[ \t]+$/gmu, "")
    .trim();
}

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Plain text as HTML: lines stay lines, and runs of blanks keep their width. */
export function htmlOfText(text: string): string {
  return escapeHtml(text).replaceAll(/\r\n?/gu, "\n").replaceAll(/ {2}/gu, " &nbsp;").replaceAll("\n", "<br>\n");
}
