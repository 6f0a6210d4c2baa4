/**
 * Which files a mail's HTML shows in place, by `cid:` (RFC 2392), by Content-Location (RFC 2557) or by the bare name that old programs write. What it does not show
 * is an attachment, whatever multipart it came in: a file that is neither shown nor listed can't be had by anybody.
 */
import { createHash } from "node:crypto";

import { pictureType } from "./picture-type.ts";

export interface FoundFile {
  name: string;
  contentType: string;
  contentId: string | null;
  /** Content-Location as it was sent; '' for none. */
  location: string;
  bytes: Buffer;
  /** Declared to be attached: listed as well as shown. */
  attached: boolean;
}

export interface PlacedFiles<File extends FoundFile> {
  /** References by location or bare name are made `cid:`, the one form that later steps know. */
  html: string | null;
  files: (File & { inline: boolean })[];
}

/** `src` and `background` of tags; `url()` of styles. Quoted values end at their quote, so the time is linear in the text. */
const REFERENCE_PATTERN =
  /([\s"'/](?:src|background)\s{0,20}=\s{0,20})(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))|(url\(\s{0,20})(?:"([^"<>()]{1,500})"|'([^'<>()]{1,500})'|([^"'<>()\s]{1,500}))(?=\s{0,20}\))/giu;
/** Where nothing else is told, relative locations of a mail are relative to this (RFC 2557 §5). */
const DEFAULT_BASE = "thismessage:/";

/** @param base Content-Location or Content-Base of the HTML; '' for none */
export function placeInlineFiles<File extends FoundFile>(
  html: string | null,
  files: readonly File[],
  base: string,
): PlacedFiles<File> {
  if (html === null || files.length === 0) return { html, files: files.map((file) => ({ ...file, inline: false })) };
  const finder = createFinder(files, base);
  const shown = new Map<File, { contentId: string; contentType: string }>();
  const show = (reference: string): string | null => {
    const file = finder(reference);
    if (!file) return null;
    const known = shown.get(file);
    if (known) return known.contentId;
    const contentType = file.contentType.startsWith("image/") ? file.contentType : pictureType(file.bytes);
    // What is no picture is shown by nobody, so it stays in the list.
    if (contentType === null) return null;
    const contentId = file.contentId ?? contentIdOf(file);
    shown.set(file, { contentId, contentType });
    return contentId;
  };
  const placed = outsideComments(html, (markup) =>
    markup.replace(REFERENCE_PATTERN, (whole, attribute?: string, ...rest: unknown[]) => {
      const [double, single, bare, style, ...styled] = rest as (string | undefined)[];
      const reference = double ?? single ?? bare ?? styled[0] ?? styled[1] ?? styled[2] ?? "";
      const contentId = show(reference);
      if (contentId === null || (meansId(reference, contentId) && !reference.includes("&"))) return whole;
      // In a style there are quotation marks around already; what would need some is escaped.
      return style === undefined ? `${attribute ?? ""}"cid:${asUrl(contentId)}"` : `${style}cid:${asUrl(contentId)}`;
    }),
  );
  return {
    html: placed,
    files: files.map((file) => {
      const place = shown.get(file);
      return { ...file, ...place, inline: place !== undefined && !file.attached };
    }),
  };
}

/** The first file that a reference means: a second one of the same name or id is shown by nobody. */
function createFinder<File extends FoundFile>(
  files: readonly File[],
  base: string,
): (reference: string) => File | undefined {
  const byId = new Map<string, File>();
  const byLocation = new Map<string, File>();
  const byName = new Map<string, File>();
  const remember = (index: Map<string, File>, key: string, file: File): void => {
    if (key !== "" && !index.has(key)) index.set(key, file);
  };
  for (const file of files) {
    if (file.contentId !== null) remember(byId, plain(file.contentId), file);
    if (file.location !== "") remember(byLocation, resolved(file.location, base), file);
    remember(byName, plain(file.name), file);
  }
  for (const file of files) {
    if (file.location !== "") remember(byName, lastStep(plain(file.location)), file);
    // "image001.png" for the id "image001.png@01D9A2B3": programs cut what stands behind the sign.
    if (file.contentId !== null) remember(byName, plain(file.contentId).replace(/@.*$/u, ""), file);
  }
  return (reference) => {
    const address = asWritten(reference);
    const inline = /^cid:(.*)$/iu.exec(address)?.[1];
    if (inline !== undefined) {
      const key = plain(inline);
      return byId.get(key) ?? byName.get(key) ?? byLocation.get(resolved(address, base));
    }
    if (address === "" || /^data:/iu.test(address)) return undefined;
    const located = byLocation.get(resolved(address, base));
    // A name alone is meant where the address leads nowhere else: into the web it is the web's.
    return (
      located ??
      (/^(?:(?!file:)[a-z][a-z\d+.-]*:)?\/\//iu.test(address) ? undefined : byName.get(lastStep(plain(address))))
    );
  };
}

const ENTITIES = new Map([
  ["amp", "&"],
  ["quot", ""],
  ["apos", ""],
  ["lt", "<"],
  ["gt", ">"],
]);

/** An address as a browser reads the attribute: entities decoded, quotation marks of a `url()` within it gone. */
function asWritten(reference: string): string {
  return reference
    .replace(
      /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(amp|quot|apos|lt|gt));/giu,
      (_, decimal?: string, hex?: string, name?: string) => {
        const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
        if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? "";
        return code === 34 || code === 39 || code > 0x10ffff ? "" : String.fromCodePoint(code);
      },
    )
    .replaceAll(/[\r\n\t]+/gu, "")
    .trim();
}

function meansId(reference: string, contentId: string): boolean {
  const address = asWritten(reference);
  return /^cid:/iu.test(address) && plain(address.slice("cid:".length)) === plain(contentId);
}

function plain(text: string): string {
  const inner = text.trim().replace(/^<|>$/gu, "");
  try {
    return decodeURIComponent(inner).toLowerCase();
  } catch {
    return inner.toLowerCase();
  }
}

function lastStep(path: string): string {
  return path.split(/[/\\]/u).at(-1) ?? "";
}

function resolved(location: string, base: string): string {
  const text = location.replaceAll(/\s+/gu, "");
  for (const from of [base, DEFAULT_BASE]) {
    if (from !== "" && URL.canParse(text, from)) return plain(new URL(text, from).href);
  }
  return plain(text);
}

/** Ids may hold what would end the attribute; whoever looks an id up takes percent signs back (RFC 2392 §2). */
function asUrl(contentId: string): string {
  return contentId.replace(
    /[\s"'()<>]/gu,
    (char) => `%${char.codePointAt(0)?.toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** Made from the content: two mails quoted in one answer must not share an id. */
function contentIdOf(file: FoundFile): string {
  return `${createHash("sha256").update(file.bytes).digest("hex").slice(0, 24)}@located`;
}

/** Comments show nothing, also those in which Office repeats its pictures for itself. */
function outsideComments(html: string, change: (markup: string) => string): string {
  const pieces: string[] = [];
  let at = 0;
  while (at < html.length) {
    const opens = html.indexOf("<!--", at);
    const closes = opens < 0 ? -1 : html.indexOf("-->", opens + 4);
    const end = opens < 0 || closes < 0 ? html.length : opens;
    pieces.push(change(html.slice(at, end)));
    at = end === html.length ? end : closes + 3;
    if (end < html.length) pieces.push(html.slice(opens, at));
  }
  return pieces.join("");
}
