/**
 * HTML for outgoing mail: only the elements and attributes that mail is written with. What a person writes here is their own, but they paste
 * from anywhere, and what they answer came from outside; a script in it would leave under the desk's name.
 */
import sanitizeHtml from "sanitize-html";
import { safeStyle } from "./safe-style.ts";

const GLOBAL = ["style", "dir", "lang", "title", "align"];
const CELL = ["colspan", "rowspan", "valign", "width", "height", "bgcolor"];

const INLINE =
  "abbr b big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup u var a img br";
const BLOCK =
  "blockquote caption center dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol ul p pre table tbody td tfoot th thead tr col colgroup";

/** Elements whose content is no text of the mail. */
const DROPPED_WITH_CONTENT =
  "script style title iframe object embed noscript noembed noframes template svg math textarea select option audio video canvas applet xmp plaintext";

/** Whole addresses only: what has no scheme that we see, such as one behind U+2028, a browser may read as another. */
const LINK_PATTERN = /^(?:https?:\/\/|mailto:|tel:)/iu;
const UNSEEN_PATTERN = /^[\p{Z}\p{C}]+/u;

/** Elements open at once. Honest mail reaches about 60, in tables within tables. */
const MAX_OPEN_ELEMENTS = 500;

const options: sanitizeHtml.IOptions = {
  allowedTags: `${INLINE} ${BLOCK}`.split(" "),
  allowedAttributes: {
    "*": GLOBAL,
    a: ["href"],
    img: ["src", "alt", "width", "height"],
    font: ["color", "face", "size"],
    ol: ["start", "type"],
    table: ["border", "cellpadding", "cellspacing", "width", "bgcolor"],
    tr: ["valign", "bgcolor"],
    td: CELL,
    th: CELL,
    col: ["width"],
    colgroup: [],
  },
  nonTextTags: DROPPED_WITH_CONTENT.split(" "),
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowedSchemesByTag: { img: ["http", "https", "cid", "data"] },
  allowedSchemesAppliedToAttributes: ["href", "src"],
  allowProtocolRelative: false,
  // `safeStyle` reads them.
  parseStyleAttributes: false,
  disallowedTagsMode: "discard",
  enforceHtmlBoundary: false,
  nestingLimit: MAX_OPEN_ELEMENTS,
  transformTags: {
    "*": (tagName, { style = "", href = "", ...attribs }) => {
      const kept = safeStyle(style);
      const link = href.replace(UNSEEN_PATTERN, "");
      return {
        tagName,
        attribs: {
          ...attribs,
          ...(LINK_PATTERN.test(link) ? { href: link } : {}),
          ...(kept === "" ? {} : { style: kept }),
        },
      };
    },
  },
};

/** A picture that comes with the mail, lies in it or is a whole address on the web. */
const IMAGE_PATTERN = /^(?:https?:|cid:|data:image\/(?:png|gif|jpe?g|webp);base64,)/iu;

/** @param given.withoutImages leaves images out: those of a quoted mail would point at files that do not come along. */
export function cleanHtml(html: string, given: { readonly withoutImages?: boolean } = {}): string {
  return sanitizeHtml(html, {
    ...options,
    exclusiveFilter: ({ tag, attribs }) =>
      tag === "img" && (given.withoutImages === true || !IMAGE_PATTERN.test(attribs["src"] ?? "")),
  });
}
