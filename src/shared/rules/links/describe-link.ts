/** What a link that somebody sent is: where it really leads, and what about it is there to deceive. Pure. */
import { isLookAlike } from "./look-alike.ts";
import { readableHost } from "./punycode.ts";

/** What a person has to know before going there. */
export const LINK_WARNINGS = ["lookAlike", "credentials", "textDiffers", "numericHost", "notSecure"] as const;
export type LinkWarning = (typeof LINK_WARNINGS)[number];

export type LinkDescription =
  | {
      readonly kind: "web";
      /** As it will be opened. */
      readonly url: string;
      /** The site, in the ASCII letters that name it beyond doubt. */
      readonly host: string;
      /** The site in its own letters; null where they are the same. */
      readonly readableHost: string | null;
      /** What the link's words say that it leads to; null where they name no other site. */
      readonly claimedHost: string | null;
      readonly warnings: readonly LinkWarning[];
    }
  | { readonly kind: "mail"; readonly url: string; readonly recipients: readonly string[] }
  | { readonly kind: "phone"; readonly number: string };

/** Longer ones no system passes on to its browser whole. */
const MAX_URL_CHARS = 8_192;

/**
 * @param text the words that one clicks on
 * @returns null for what is no link to the web, a mail address or a telephone
 */
export function describeLink(href: string, text: string): LinkDescription | null {
  if (/^tel:/iu.test(href)) return { kind: "phone", number: decoded(href.slice(4)) };
  const url = externalAddress(href);
  if (url === null) return null;
  const address = new URL(url);
  if (address.protocol === "mailto:") return { kind: "mail", url, recipients: recipientsOf(address) };
  const { hostname: host } = address;
  const readable = readableHost(host);
  const claimed = claimedHost(text);
  const claimedHostName = claimed === null || isSameSite(claimed, host) ? null : claimed;
  const signs: readonly (readonly [LinkWarning, boolean])[] = [
    ["lookAlike", isLookAlike(readable)],
    ["credentials", address.username !== "" || address.password !== ""],
    ["textDiffers", claimedHostName !== null],
    ["numericHost", /^(?:\d+\.){3}\d+$|^\[/u.test(host)],
    ["notSecure", address.protocol === "http:"],
  ];
  return {
    kind: "web",
    url,
    host,
    readableHost: readable === host ? null : readable,
    claimedHost: claimedHostName === null ? null : readableHost(claimedHostName),
    warnings: signs.filter(([, holds]) => holds).map(([warning]) => warning),
  };
}

/** Whether a person may say that they don't want to be asked about this link's site again. */
export function mayBeTrusted(link: LinkDescription): link is LinkDescription & { kind: "web" } {
  return link.kind === "web" && link.warnings.length === 0;
}

/**
 * The address that may be handed to the system: of the web, or of a mail, which loses all but its recipients, subject and words. Some mail programs take an `attach` from it.
 * @returns null for every other, which is never opened
 */
export function externalAddress(address: string): string | null {
  // Control characters and line breaks would be dropped by the parser in silence; no honest link has them.
  if (address.length > MAX_URL_CHARS || /[\p{Cc}\u2028\u2029]/u.test(address)) return null;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null) return null;
  if (url.protocol === "http:" || url.protocol === "https:") return url.hostname === "" ? null : url.href;
  return url.protocol === "mailto:" ? plainMailto(url) : null;
}

const MAILTO_FIELDS: ReadonlySet<string> = new Set(["to", "cc", "subject", "body"]);
const OF_RECIPIENTS: ReadonlySet<string> = new Set(["", "to", "cc"]);
/** What is left of an address when nothing in it can end a word of a command: some desktops put the link together anew for the mail program (CVE-2022-4055, CVE-2020-27748). */
const PLAIN_ADDRESS = /^[\w.!#$%&*+/?^{|}~][\w.!#$%&*+/?^{|}~-]*@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u;
const NAMES_A_FILE = /attach(?:ment)?s?\s*=/iu;

function plainMailto(url: URL): string | null {
  const recipients = plainRecipients(url.pathname);
  const fields = url.search
    .slice(1)
    .split("&")
    .flatMap((field): string[] => {
      const at = field.indexOf("=");
      const name = decoded(at < 0 ? field : field.slice(0, at)).toLowerCase();
      const value = at < 0 ? "" : field.slice(at + 1);
      if (!MAILTO_FIELDS.has(name)) return [];
      const plain = OF_RECIPIENTS.has(name) ? plainRecipients(value) : plainWords(decoded(value));
      return plain === "" ? [] : [`${name}=${plain}`];
    });
  if (recipients === "" && fields.length === 0) return null;
  return `mailto:${recipients}${fields.length === 0 ? "" : `?${fields.join("&")}`}`;
}

function plainRecipients(list: string): string {
  return list
    .split(",")
    .map((part) => decoded(part).trim())
    .filter((address) => PLAIN_ADDRESS.test(address))
    .map((address) => encodeURIComponent(address).replaceAll("%40", "@"))
    .join(",");
}

/** Words without what could end them: straight quotation marks become the typographic ones. */
function plainWords(text: string): string {
  if (NAMES_A_FILE.test(text)) return "";
  return encodeURIComponent(text.toWellFormed().replaceAll(/['`]/gu, "’").replaceAll('"', "”").replaceAll("\\", "/"));
}

function recipientsOf(url: URL): string[] {
  return decoded(url.pathname)
    .split(",")
    .map((recipient) => recipient.trim())
    .filter(Boolean);
}

/** "invoice.pdf" is a file to everyone who reads it. */
const NAMES_OF_FILES =
  /\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|txt|csv|md|jpe?g|png|gif|webp|heic|mp[34]|wav|html?|xml|json|js|ts|css|zip|gz|tar|7z|rar|exe|msi|dmg|eml|ics)$/iu;

/** A site in the words of a link: an address with its scheme anywhere, or a name of a site that is all there is. */
function claimedHost(text: string): string | null {
  const words = text.replaceAll(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/gu, "").trim();
  const [, withScheme] = /\bhttps?:\/\/([^\s/?#<>"')\]]+)/iu.exec(words) ?? [];
  const [, bare] = /^((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,24})(?:[/?#:]\S*)?$/u.exec(words) ?? [];
  const host = withScheme ?? (bare !== undefined && NAMES_OF_FILES.test(bare) ? undefined : bare);
  if (host === undefined || !URL.canParse(`https://${host}`)) return null;
  return new URL(`https://${host}`).hostname;
}

/** The same name, or one beneath the other: `www.shop.example` and `shop.example`. */
function isSameSite(claimed: string, real: string): boolean {
  return claimed === real || claimed.endsWith(`.${real}`) || real.endsWith(`.${claimed}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
