/**
 * HTML for outgoing mail: only the elements and attributes that mail is written with. What a person writes here is their own, but they paste
 * from anywhere, and what they answer came from outside; a script in it would leave under the desk's name. Linear in the length.
 */

const GLOBAL = ["style", "dir", "lang", "title", "align"] as const;
const CELL = ["colspan", "rowspan", "valign", "width", "height", "bgcolor"] as const;

/** Elements that may stay, with the attributes they may have beside the global ones. */
const ALLOWED: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...[
    "abbr b big blockquote br caption center cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd li",
    "mark p pre q s samp small span strike strong sub sup tbody tfoot thead u ul var",
  ]
    .join(" ")
    .split(" ")
    .map((name) => [name, []] as const),
  ["a", ["href"]],
  ["img", ["src", "alt", "width", "height"]],
  ["font", ["color", "face", "size"]],
  ["ol", ["start", "type"]],
  ["table", ["border", "cellpadding", "cellspacing", "width", "bgcolor"]],
  ["tr", ["valign", "bgcolor"]],
  ["td", CELL],
  ["th", CELL],
  ["col", ["width"]],
  ["colgroup", []],
]);

/** Elements whose content is no text of the mail. */
const DROPPED_WITH_CONTENT: ReadonlySet<string> = new Set(
  "script style title iframe object embed noscript noembed noframes template svg math textarea select audio video canvas applet xmp plaintext".split(
    " ",
  ),
);

const VOID: ReadonlySet<string> = new Set(["br", "hr", "img", "col"]);

/** Elements inside each other; Outlook's tables reach about 60. More cost time at each end tag and show nothing. */
const MAX_OPEN_ELEMENTS = 500;

const LINK_PATTERN = /^\s*(?:https?:|mailto:|tel:)/iu;
const IMAGE_PATTERN = /^\s*(?:https?:|cid:|data:image\/(?:png|gif|jpe?g|webp);base64,)/iu;
/** What a style could fetch or run, or hide behind an escape. */
const UNSAFE_STYLE_PATTERN = /url\s*\(|expression|import|behaviou?r|binding|[\\<>@]/iu;
const TAG_NAME_PATTERN = /[a-z][a-z0-9]*/iy;
const ATTRIBUTE_PATTERN = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;

/** @param options.withoutImages leaves images out: those of a quoted mail would point at files that do not come along. */
export function cleanHtml(html: string, options: { readonly withoutImages?: boolean } = {}): string {
  const out: string[] = [];
  const open: string[] = [];
  let at = 0;
  while (at < html.length) {
    const start = html.indexOf("<", at);
    if (start < 0) {
      out.push(html.slice(at));
      break;
    }
    out.push(html.slice(at, start));
    const tag = readTag(html, start);
    at = tag.end;
    if (tag.kind === "text") out.push("&lt;");
    if (tag.kind === "close") closeUntil(tag.name, open, out);
    if (tag.kind !== "open") continue;
    if (DROPPED_WITH_CONTENT.has(tag.name)) {
      at = endOfContent(html, tag.name, tag.end);
      continue;
    }
    const attributes = ALLOWED.get(tag.name);
    if (attributes === undefined || (options.withoutImages && tag.name === "img")) continue;
    if (open.length >= MAX_OPEN_ELEMENTS) continue;
    out.push(`<${tag.name}${attributesOf(tag, attributes)}>`);
    if (!VOID.has(tag.name)) open.push(tag.name);
  }
  for (const name of open.toReversed()) out.push(`</${name}>`);
  return out.join("");
}

type Tag =
  | { readonly kind: "text"; readonly end: number }
  | { readonly kind: "nothing"; readonly end: number }
  | { readonly kind: "close"; readonly name: string; readonly end: number }
  | {
      readonly kind: "open";
      readonly name: string;
      readonly attributes: readonly (readonly [string, string])[];
      readonly end: number;
    };

function readTag(html: string, start: number): Tag {
  const next = html[start + 1] ?? "";
  if (html.startsWith("<!--", start)) return { kind: "nothing", end: after(html, "-->", start + 2) };
  if (next === "!" || next === "?") return { kind: "nothing", end: after(html, ">", start) };
  const isClose = next === "/";
  TAG_NAME_PATTERN.lastIndex = start + (isClose ? 2 : 1);
  const name = TAG_NAME_PATTERN.exec(html)?.[0].toLowerCase();
  if (name === undefined)
    return isClose ? { kind: "nothing", end: after(html, ">", start) } : { kind: "text", end: start + 1 };
  const nameEnd = start + (isClose ? 2 : 1) + name.length;
  if (isClose) return { kind: "close", name, end: after(html, ">", nameEnd) };
  const attributes: (readonly [string, string])[] = [];
  let at = nameEnd;
  for (;;) {
    while (/[\s/]/u.test(html[at] ?? "")) at += 1;
    if (at >= html.length || html[at] === ">") break;
    ATTRIBUTE_PATTERN.lastIndex = at;
    const match = ATTRIBUTE_PATTERN.exec(html);
    if (match === null) {
      at += 1;
      continue;
    }
    at += match[0].length;
    attributes.push([(match[1] ?? "").toLowerCase(), match[2] ?? match[3] ?? match[4] ?? ""]);
  }
  return { kind: "open", name, attributes, end: at + 1 };
}

function after(html: string, what: string, from: number): number {
  const found = html.indexOf(what, from);
  return found < 0 ? html.length : found + what.length;
}

/** Behind the end tag, or at the end of everything where there is none: so browsers read it too. */
function endOfContent(html: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}(?=[\\s/>])`, "giu");
  pattern.lastIndex = from;
  const match = pattern.exec(html);
  return match === null ? html.length : after(html, ">", match.index);
}

/** Only what was opened is closed, so that what stands around this HTML stays around it. */
function closeUntil(name: string, open: string[], out: string[]): void {
  if (!open.includes(name)) return;
  for (;;) {
    const last = open.pop();
    if (last === undefined) return;
    out.push(`</${last}>`);
    if (last === name) return;
  }
}

function attributesOf(tag: Extract<Tag, { kind: "open" }>, allowed: readonly string[]): string {
  const seen = new Set<string>();
  let written = "";
  for (const [name, value] of tag.attributes) {
    if (seen.has(name) || !(allowed.includes(name) || (GLOBAL as readonly string[]).includes(name))) continue;
    seen.add(name);
    if (name === "href" && !LINK_PATTERN.test(value)) continue;
    if (name === "src" && !IMAGE_PATTERN.test(value)) continue;
    if (name === "style" && UNSAFE_STYLE_PATTERN.test(value)) continue;
    written += ` ${name}="${value.replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}"`;
  }
  return written;
}
