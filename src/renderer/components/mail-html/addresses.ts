/**
 * What a mail's HTML may point to. Pure decisions over strings that came from outside; `sanitise-html.ts` applies them to the document.
 */

/** What the person allows for one message. */
export type FramePolicy = {
  /** Pictures from the network load only after the person asked: fetching one tells its sender when and where the mail was read. */
  readonly remoteImages: boolean;
  /** Content-ID (without angle brackets) → address of the attachment's bytes in this window. */
  readonly inlineImages: ReadonlyMap<string, string>;
};

export type ImageDecision =
  | { readonly kind: "keep"; readonly url: string }
  /** A picture from the network that waits for the person's word. */
  | { readonly kind: "blocked"; readonly url: string }
  /** Neither a picture of the mail nor of the web: gone for good. */
  | { readonly kind: "drop" };

const DATA_PICTURE = /^data:image\/(?:png|gif|jpe?g|webp|avif|bmp|x-icon|vnd\.microsoft\.icon);base64,[a-z0-9+/=]*$/iu;
const LINK = /^(?:https?:\/\/|mailto:|tel:)/iu;

/** Browsers ignore control characters and blanks around and inside a scheme, so they must not hide one from us either. */
function bare(address: string): string {
  return address.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028\u2029\ufeff]+/gu, "");
}

/** Where a picture's address may lead. Addresses by http are asked for by https: nothing of a mail is fetched in the clear. */
export function decideImage(address: string, policy: FramePolicy): ImageDecision {
  const url = bare(address);
  if (/^cid:/iu.test(url)) return decideInline(url.slice("cid:".length), policy);
  if (DATA_PICTURE.test(url)) return { kind: "keep", url };
  const secure = url.replace(/^(?:http:)?\/\//iu, "https://");
  if (!/^https:\/\/[^/?#]/iu.test(secure)) return { kind: "drop" };
  return { kind: policy.remoteImages ? "keep" : "blocked", url: secure };
}

function decideInline(contentId: string, policy: FramePolicy): ImageDecision {
  const wanted = normalContentId(contentId);
  const exact = policy.inlineImages.get(wanted);
  if (exact !== undefined) return { kind: "keep", url: exact };
  for (const [id, url] of policy.inlineImages)
    if (id.toLowerCase() === wanted.toLowerCase()) return { kind: "keep", url };
  return { kind: "drop" };
}

/** A Content-ID as attachments carry it: no angle brackets, percent signs decoded (RFC 2392). */
export function normalContentId(contentId: string): string {
  const inner = contentId.replace(/^<|>$/gu, "");
  try {
    return decodeURIComponent(inner);
  } catch {
    return inner;
  }
}

/** The address a link may keep; null where it loses it: scripts, files, other programs, places inside the page. */
export function decideLink(address: string): string | null {
  const url = bare(address);
  return LINK.test(url) ? url : null;
}

const COLOUR = /^(?:#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s,.%/]{1,40}\))$/iu;

/** A colour of the old `bgcolor` attribute that may be written into a style; null where it is something else. */
export function plainColour(value: string): string | null {
  const colour = value.trim();
  return COLOUR.test(colour) ? colour : null;
}
