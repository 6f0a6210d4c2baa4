/** The document inside a message's frame, as text: pure, so that what the frame is told can be tested without a browser. */

export type FrameContent = {
  /** Sanitised markup of the mail's body. */
  readonly body: string;
  /** The mail's own style sheets, filtered. */
  readonly styles: string;
  /** Declarations of the mail's `body` element, filtered. */
  readonly bodyStyle: string;
  /** Its old `bgcolor`, which style sheets stand above; '' where it has none. */
  readonly bodyColour: string;
};

/**
 * Scripts, frames, forms, fonts, connections: nothing. Pictures: those of the mail itself, and from the network once the person asked.
 * The window's own policy binds the frame too, so the host must allow at least `img-src data: blob: https:` and inline styles.
 */
export function framePolicyHeader(remoteImages: boolean): string {
  const pictures = remoteImages ? "data: blob: https:" : "data: blob:";
  return `default-src 'none'; img-src ${pictures}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
}

/**
 * What the frame may do. No `allow-scripts`: nothing of a mail ever runs, whatever slips through. `allow-same-origin` only lets the window around it
 * measure its height and show attachments by blob address; without scripts inside nobody in there can use it. No `allow-popups`: a link opens nothing by itself, the window around it asks.
 */
export const FRAME_SANDBOX = "allow-same-origin";

const SHEET = `
html { color-scheme: light; background: #fff; }
body {
  margin: 0; padding: 8px 12px; background: #fff; color: #1f2328; overflow-wrap: anywhere; overflow-y: hidden;
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
img { max-width: 100%; object-fit: contain; }
table { overflow-wrap: normal; }
pre { white-space: pre-wrap; }
a[href] { color: #0b57d0; }
blockquote[type="cite"], .gmail_quote blockquote { margin: 0 0 0 4px; padding-left: 12px; border-left: 2px solid #d0d7de; }
.pd-blocked {
  display: inline-block; box-sizing: border-box; max-width: 100%; min-width: 16px; min-height: 16px; overflow: hidden; vertical-align: middle;
  padding: 1px 6px; border: 1px dashed #c4c9d0; border-radius: 3px; background: #f3f4f6; color: #6b7280; font-size: 12px; line-height: 1.4;
}
.pd-tracker { display: none; }
details.pd-quote { margin-top: 10px; }
details.pd-quote > summary {
  display: inline-block; padding: 1px 10px; border-radius: 10px; background: #eef0f3; color: #4b5563; cursor: pointer; list-style: none;
  font: 12px/18px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; user-select: none;
}
details.pd-quote > summary::-webkit-details-marker { display: none; }
@media print { details.pd-quote:not([open]) { display: none; } }
details.pd-quote > summary:hover { background: #e2e5ea; }
details.pd-quote[open] .pd-show, details.pd-quote:not([open]) .pd-hide { display: none; }
summary:focus-visible, a:focus-visible { outline: 2px solid #0b57d0; outline-offset: 1px; }
`;

/** What programs put in place of white and black; a mail's own colours stay, as there. */
const DARK_SHEET = `
html { color-scheme: dark; background: #1b1d21; }
body { background: #1b1d21; color: #e6e8eb; }
a[href] { color: #8ab4f8; }
`;

/**
 * In the element itself and important, so that no mail can make the frame's height depend on the frame's height, nor put its words against
 * the sheet's edge.
 */
const BODY_LIMITS =
  "margin: 0 !important; padding: 8px 12px !important; height: auto !important; min-height: 0 !important";

/** Builds the frame's `srcdoc`. */
export function frameDocument(
  content: FrameContent,
  options: { readonly remoteImages: boolean; readonly title: string; readonly isDark?: boolean },
): string {
  return [
    "<!doctype html><html><head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${framePolicyHeader(options.remoteImages)}">`,
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(options.title)}</title>`,
    `<style>${SHEET}${options.isDark === true ? DARK_SHEET : ""}</style>`,
    `<style>${content.styles.replaceAll("<", "")}</style>`,
    `</head><body dir="auto" bgcolor="${escapeHtml(content.bodyColour)}" style="${escapeHtml(content.bodyStyle)}; ${BODY_LIMITS}">`,
    content.body,
    "</body></html>",
  ].join("\n");
}

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
