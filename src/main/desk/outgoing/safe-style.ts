/** Styles of outgoing mail: properties that set type, colour and boxes, with values that fetch nothing and cover nothing. */

const PROPERTIES: ReadonlySet<string> = new Set(
  [
    "color background-color background direction unicode-bidi display float clear vertical-align text-align text-indent text-transform",
    "text-decoration text-decoration-line text-decoration-color text-decoration-style text-size-adjust white-space word-break word-wrap",
    "overflow-wrap word-spacing letter-spacing line-height font font-family font-size font-style font-variant font-weight",
    "list-style list-style-type list-style-position table-layout border-collapse border-spacing caption-side empty-cells",
    "width min-width max-width height max-height box-sizing opacity",
    "margin margin-top margin-right margin-bottom margin-left padding padding-top padding-right padding-bottom padding-left",
    "border border-top border-right border-bottom border-left border-color border-style border-width border-radius",
    "border-top-color border-right-color border-bottom-color border-left-color border-top-style border-right-style",
    "border-bottom-style border-left-style border-top-width border-right-width border-bottom-width border-left-width",
  ].flatMap((line) => line.split(" ")),
);

/** The functions that make a colour; every other could fetch, compute or read. */
const COLOUR_FUNCTION = /\b(?:rgb|rgba|hsl|hsla)\([\d\s,.%/a-z-]*\)/giu;
/** Words, numbers with units, colours, names of fonts in quotes. No brackets, no escapes, no addresses. */
const PLAIN_VALUE = /^[\p{L}\p{N}\s#%.,+\-/'"!_]*$/u;
/** Lengths by the window or by what contains the mail, and boxes that are drawn outside of their place. */
const COVERING = /\d(?:[dsl]?v(?:h|w|b|i|min|max)|cq(?:w|h|i|b|min|max))\b|(?:^|[\s:])-\d/iu;
/** A negative margin draws over what stands beside. */
const BOX = /^(?:margin|text-indent)/u;

/** The declarations of a `style` attribute that may leave with a mail; '' where none may. */
export function safeStyle(style: string): string {
  const kept: string[] = [];
  for (const declaration of style.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (PROPERTIES.has(property) && value !== "" && isPlain(property, value)) kept.push(`${property}: ${value}`);
  }
  return kept.join("; ");
}

function isPlain(property: string, value: string): boolean {
  if (!PLAIN_VALUE.test(value.replace(COLOUR_FUNCTION, ""))) return false;
  // In a name of a font these are letters.
  const bare = value.replaceAll(/"[^"]*"|'[^']*'/gu, "");
  if (/["']/u.test(bare)) return false;
  const unit = COVERING.exec(bare);
  return unit === null || (unit[0].includes("-") && !/[cv]/iu.test(unit[0]) && !BOX.test(property));
}
