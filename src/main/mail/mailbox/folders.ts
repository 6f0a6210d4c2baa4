import type { ImapFlow, ListResponse } from "imapflow";
import type { MailFolder } from "#shared/model/mail-channel.ts";
import { MAX_LISTED_FOLDERS } from "../account/limits.ts";

/** Longest folder name that is believed; servers stop at 255 to 1000 bytes. */
const MAX_PATH_CHARS = 500;

const USES: Readonly<Record<string, NonNullable<MailFolder["use"]>>> = {
  "\\inbox": "inbox",
  "\\sent": "sent",
  "\\drafts": "drafts",
  "\\junk": "junk",
  "\\trash": "trash",
  "\\archive": "archive",
  "\\all": "all",
};

/**
 * Names of the Sent folder on servers that don't mark it (RFC 6154), beside those that imapflow knows: what Outlook, Apple Mail and
 * Thunderbird made in the languages that we meet.
 */
const SENT_NAMES: ReadonlySet<string> = new Set([
  "sent",
  "sent items",
  "sent messages",
  "sent mail",
  "sent-mail",
  "gesendet",
  "gesendete elemente",
  "gesendete objekte",
  "posta inviata",
  "inviata",
  "inviati",
  "elementi inviati",
  "envoyés",
  "éléments envoyés",
  "messages envoyés",
  "enviados",
  "elementos enviados",
  "verzonden",
  "verzonden items",
]);

/** A mailbox's folders, as people read their names. What a server says beyond the limits is left out. */
export async function listFolders(client: ImapFlow): Promise<MailFolder[]> {
  return mailFoldersOf(await client.list());
}

export function mailFoldersOf(listed: readonly ListResponse[]): MailFolder[] {
  return listed
    .filter(({ path }) => path !== "" && path.length <= MAX_PATH_CHARS)
    .slice(0, MAX_LISTED_FOLDERS)
    .map(({ path, specialUse = "", flags }) => ({
      path,
      use: USES[specialUse.toLowerCase()] ?? null,
      selectable: !["\\noselect", "\\nonexistent"].some((flag) => hasFlag(flags, flag)),
    }));
}

/** The folder for copies of sent mail; null where there is none. */
export function sentFolderOf(folders: readonly MailFolder[]): string | null {
  const usable = folders.filter(({ selectable }) => selectable);
  const marked = usable.find(({ use }) => use === "sent");
  const named = usable.find(({ path }) => SENT_NAMES.has(lastPartOf(path).toLowerCase().normalize("NFC")));
  return (marked ?? named)?.path ?? null;
}

/** Folder names are told apart by case, but for INBOX (RFC 9051 §5.1). */
export function findFolder(folders: readonly MailFolder[], path: string): MailFolder | null {
  const isInbox = path.toUpperCase() === "INBOX";
  return folders.find((folder) => (isInbox ? folder.path.toUpperCase() === "INBOX" : folder.path === path)) ?? null;
}

function lastPartOf(path: string): string {
  return path.split(/[/.\\]/u).at(-1) ?? path;
}

function hasFlag(flags: ReadonlySet<string>, wanted: string): boolean {
  for (const flag of flags) if (flag.toLowerCase() === wanted) return true;
  return false;
}
