/**
 * Lets a mail's styles through that mail may have (`mail-style`), with the pictures that may be shown. The frame's content security policy forbids the same things; two fences,
 * because mail is the one thing here that strangers write.
 */
import { isMailProperty, isMailValue } from "#shared/rules/mail-style/mail-style.ts";
import { decideImage, type FramePolicy } from "./addresses.ts";
import { findOutside, understood, withoutComments } from "./css-scanner.ts";
import { MAX_STYLE_CHARS, MAX_STYLE_DEPTH } from "./limits.ts";

export type FilteredStyle = {
  readonly css: string;
  /** Pictures from the network that wait for the person's word. */
  readonly blocked: number;
};

const NOTHING: FilteredStyle = { css: "", blocked: 0 };
const KEPT_AT_RULES = /^@(?:media|supports)\b/iu;
/** Runs script in old engines, or reads what stands around the frame. */
const FORBIDDEN = /expression\(|javascript:|vbscript:|-moz-binding|(?:^|[^a-z-])behavior:|@import|progid:|</u;
/** The properties whose addresses are pictures; others fetch what nobody sees or has asked for (cursors, filters, masks, shapes). */
const DRAWS_PICTURES =
  /^(?:background|background-image|list-style|list-style-image|border-image|border-image-source|content):/u;
/** Every way in which CSS can name something to fetch. */
const FETCHES = /url\(|src\(|image\(|image-set\(|cross-fade\(|element\(|paint\(/u;
const PLAIN_URL = /url\(\s*(?:"([^"\\]*)"|'([^'\\]*)'|([^"'()\\\s]*))\s*\)/giu;

/** A `style` attribute's declarations. */
export function filterDeclarations(css: string, policy: FramePolicy): FilteredStyle {
  if (css.length > MAX_STYLE_CHARS) return NOTHING;
  const text = withoutComments(css);
  const kept: string[] = [];
  let blocked = 0;
  for (let start = 0; start < text.length;) {
    const end = findOutside(text, start, ";");
    const filtered = filterDeclaration(text.slice(start, end).trim(), policy);
    if (filtered.css !== "") kept.push(filtered.css);
    blocked += filtered.blocked;
    start = end + 1;
  }
  return { css: kept.join("; "), blocked };
}

function filterDeclaration(declaration: string, policy: FramePolicy): FilteredStyle {
  const seen = understood(declaration);
  if (!/^-{0,2}[a-z][a-z0-9-]*:./u.test(seen) || /[{}]/u.test(declaration)) return NOTHING;
  if (FORBIDDEN.test(seen)) return NOTHING;
  const colon = declaration.indexOf(":");
  const property = declaration.slice(0, colon).trim().toLowerCase();
  const fetches = FETCHES.test(seen);
  // What surrounds an address is as plain as all else.
  const value = declaration.slice(colon + 1).replace(fetches ? PLAIN_URL : /(?!)/u, " ");
  if (!isMailProperty(property) || !isMailValue(property, value)) return NOTHING;
  if (!fetches) return { css: declaration, blocked: 0 };
  return DRAWS_PICTURES.test(seen) ? filterUrls(declaration, policy) : NOTHING;
}

/** Keeps a declaration whose every address is a picture that may be shown; anything written less plainly than `url(…)` goes. */
function filterUrls(declaration: string, policy: FramePolicy): FilteredStyle {
  let found = 0;
  let kept = 0;
  let blocked = 0;
  const rewritten = declaration.replace(PLAIN_URL, (_, double?: string, single?: string, naked?: string) => {
    const decision = decideImage(double ?? single ?? naked ?? "", policy);
    found += 1;
    if (decision.kind === "blocked") blocked += 1;
    if (decision.kind !== "keep" || /["\\\n]/u.test(decision.url)) return "";
    kept += 1;
    return `url("${decision.url}")`;
  });
  const hidden = FETCHES.test(understood(declaration.replace(PLAIN_URL, "")));
  return found > 0 && kept === found && !hidden ? { css: rewritten, blocked: 0 } : { css: "", blocked };
}

/** A `style` element's rules; at-rules other than `@media` and `@supports` are left out (imports, fonts, animations). */
export function filterStyleSheet(css: string, policy: FramePolicy): FilteredStyle {
  return css.length > MAX_STYLE_CHARS ? NOTHING : filterRules(withoutComments(css), policy, 0);
}

function filterRules(css: string, policy: FramePolicy, depth: number): FilteredStyle {
  const kept: string[] = [];
  let blocked = 0;
  for (let start = 0; start < css.length;) {
    const opens = findOutside(css, start, "{;");
    if (css.charAt(opens) !== "{") {
      start = opens + 1;
      continue;
    }
    const closes = findOutside(css, opens + 1, "}");
    const filtered = filterRule(css.slice(start, opens).trim(), css.slice(opens + 1, closes), policy, depth);
    if (filtered.css !== "") kept.push(filtered.css);
    blocked += filtered.blocked;
    start = closes + 1;
  }
  return { css: kept.join("\n"), blocked };
}

function filterRule(prelude: string, body: string, policy: FramePolicy, depth: number): FilteredStyle {
  if (understood(prelude).includes("<") || FETCHES.test(understood(prelude))) return NOTHING;
  if (prelude.startsWith("@") || understood(prelude).startsWith("@")) {
    if (!KEPT_AT_RULES.test(prelude) || depth >= MAX_STYLE_DEPTH) return NOTHING;
    const inner = filterRules(body, policy, depth + 1);
    return { css: inner.css === "" ? "" : `${prelude} {\n${inner.css}\n}`, blocked: inner.blocked };
  }
  const declarations = filterDeclarations(body, policy);
  return {
    css: declarations.css === "" || prelude === "" ? "" : `${prelude} { ${declarations.css} }`,
    blocked: declarations.blocked,
  };
}
