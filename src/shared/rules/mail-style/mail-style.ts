/**
 * The styles that mail may have, the same where it is shown and where it is sent on: properties that set type, colour and boxes, with values that fetch
 * nothing, compute nothing of what surrounds the mail, and cover nothing. A list of what may, since attacks have no end; pure.
 */

const PROPERTIES: ReadonlySet<string> = new Set(
  [
    "color background-color background background-image background-position background-repeat background-size background-clip background-origin",
    "direction unicode-bidi display float clear vertical-align text-align text-indent text-transform text-shadow text-overflow",
    "text-decoration text-decoration-line text-decoration-color text-decoration-style text-decoration-thickness text-underline-offset",
    "text-size-adjust white-space word-break word-wrap overflow-wrap hyphens word-spacing letter-spacing line-height tab-size",
    "font font-family font-size font-style font-variant font-weight font-stretch",
    "list-style list-style-type list-style-position list-style-image table-layout border-collapse border-spacing caption-side empty-cells",
    "width min-width max-width height max-height box-sizing opacity visibility overflow overflow-x overflow-y",
    "object-fit object-position aspect-ratio box-shadow outline content quotes",
    "flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap order gap row-gap column-gap",
    "align-content align-items align-self justify-content justify-items justify-self place-content place-items",
    "margin margin-top margin-right margin-bottom margin-left padding padding-top padding-right padding-bottom padding-left",
    "margin-inline margin-inline-start margin-inline-end margin-block margin-block-start margin-block-end",
    "padding-inline padding-inline-start padding-inline-end padding-block padding-block-start padding-block-end",
    "border border-top border-right border-bottom border-left border-color border-style border-width border-radius border-image",
    "border-top-color border-right-color border-bottom-color border-left-color border-top-style border-right-style border-image-source",
    "border-bottom-style border-left-style border-top-width border-right-width border-bottom-width border-left-width",
    "border-top-left-radius border-top-right-radius border-bottom-left-radius border-bottom-right-radius",
  ].flatMap((line) => line.split(" ")),
);
/** Of old engines, and what only Outlook reads: the recipient's Outlook too. */
const PREFIX = /^-(?:webkit|moz|ms)-/u;
const OUTLOOK = /^mso-[a-z-]+$/u;

/** Boxes whose layout takes time that doubles with each one inside of another, or that are laid over the mail. */
const DISPLAY =
  /^(?:none|block|inline|inline-block|flex|inline-flex|list-item|flow-root|contents|initial|inherit|unset|(?:inline-)?table(?:-[a-z-]+)?|-webkit-(?:inline-)?(?:flex|box)|-ms-flexbox)$/u;

/** Functions that make a colour, a blend of colours or a length. Every other could fetch, or read what surrounds the mail. */
const FUNCTION =
  /(?<![\w-])(?:-(?:webkit|moz)-)?(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|(?:repeating-)?(?:linear|radial|conic)-gradient|calc|min|max|clamp)\(/giu;
const STRING = /"[^"\\\n]*"|'[^'\\\n]*'/gu;
/** Words, numbers with units, colours. No brackets but of the functions above, no escapes, no addresses. */
const PLAIN_VALUE = /^[\p{L}\p{N}\s#%.,+\-/*()!_]*$/u;
const BRACKET_OF_UNKNOWN = /[\p{L}\p{N}_-]\(/u;
/** Lengths by the window or by what contains the mail: its frame is as high as the mail, and would grow for ever. */
const BY_WINDOW = /\d(?:[dsl]?v(?:h|w|b|i|min|max)|cq(?:w|h|i|b|min|max))(?![\p{L}\p{N}_-])/iu;
/** A negative margin draws over what stands beside. */
const BOX = /^(?:margin|text-indent|outline)/u;
const NEGATIVE = /(?:^|[\s:,(])-[\d.]|\s-\s/u;
/** A shadow or an outline takes no room of its own: a wide one lies over what stands around. */
const LIES_OVER = /^(?:box-shadow|text-shadow|outline)/u;
const WIDE =
  /(?<![\w.#-])(?:\d{3,}(?:\.\d*)?(?:px|pt|q|mm)|\d{2,}(?:\.\d*)?(?:r?em|r?ch|r?ex|r?ic|r?lh|r?cap|cm|in|pc)|\d[\d.]*e\d)/iu;
const COMPUTED = /(?<![\w-])(?:calc|min|max|clamp)\(/iu;

/** Whether mail may set this property at all. @param property in lower case */
export function isMailProperty(property: string): boolean {
  return PROPERTIES.has(property.replace(PREFIX, "")) || OUTLOOK.test(property);
}

/** Whether mail may set this property, one of `isMailProperty`, to this value, which holds no address. */
export function isMailValue(property: string, value: string): boolean {
  // In a string these are letters.
  const bare = value.replaceAll(STRING, "");
  if (/["'\\]/u.test(bare)) return false;
  const known = bare.replaceAll(FUNCTION, " (");
  if (!PLAIN_VALUE.test(known) || BRACKET_OF_UNKNOWN.test(known) || BY_WINDOW.test(known)) return false;
  if (property === "display")
    return DISPLAY.test(
      bare
        .replace(/!\s*important\s*$/iu, "")
        .trim()
        .toLowerCase(),
    );
  if (LIES_OVER.test(property.replace(PREFIX, "")) && (WIDE.test(bare) || COMPUTED.test(bare))) return false;
  return !(BOX.test(property.replace(PREFIX, "")) && NEGATIVE.test(known));
}
