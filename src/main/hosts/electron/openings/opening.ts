import { basename, extname, resolve } from "node:path";
import { LINK_SCHEME, readDeepLink, type LinkTarget } from "./deep-link.ts";
import { readMailto } from "./mailto.ts";
import type { MailToWrite } from "#shared/contract/desktop/events.ts";

/** What the app was asked to open: by a link, a file, or the arguments of a start. */
export type Opening =
  | LinkTarget
  | { readonly type: "write"; readonly mail: MailToWrite }
  | { readonly type: "file"; readonly path: string; readonly name: string }
  /** A link that says nothing we would do. */
  | { readonly type: "no-link"; readonly link: string };

/** Kinds of mail files that the import reads. */
const MAIL_FILES: ReadonlySet<string> = new Set([".eml", ".mbox", ".mbx", ".gz"]);
/** Enough of a link to recognise it by. */
const MAX_TOLD_CHARACTERS = 120;

/** Reads a link of the two schemes that the app is registered for. */
export function openingOfLink(link: string): Opening {
  const found = readDeepLink(link);
  if (found !== null) return found;
  const mail = readMailto(link);
  return mail === null ? { type: "no-link", link: link.slice(0, MAX_TOLD_CHARACTERS) } : { type: "write", mail };
}

/**
 * What the arguments of a start ask for, beside its options: links, and mail files. Anything else is let pass, as the system and Chromium add words of their own.
 * @param cwd where the start happened: what relative paths begin at
 */
export function openingsIn(words: readonly string[], cwd: string): Opening[] {
  return words.flatMap((word): Opening[] => {
    if (word.startsWith("-")) return [];
    if (new RegExp(`^(?:${LINK_SCHEME}|mailto):`, "iu").test(word)) return [openingOfLink(word)];
    return MAIL_FILES.has(extname(word).toLowerCase()) ? [openingOfFile(resolve(cwd, word))] : [];
  });
}

export function openingOfFile(path: string): Opening {
  return { type: "file", path, name: basename(path) };
}
