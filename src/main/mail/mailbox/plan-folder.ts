import type { ImapFlow, MailboxObject, SearchObject } from "imapflow";
import { connectFailed } from "../account/connect-failure.ts";
import type { Cursors, FolderCursor } from "./cursor.ts";
import { MAX_UID } from "./limits.ts";

const DAY_MS = 86_400_000;

/** What a folder has that the desk has not. */
export type FolderPlan = {
  /** The selection in which it was found out: what comes while it lasts is announced. */
  readonly box: MailboxObject;
  readonly cursor: FolderCursor;
  /** Ascending, so oldest first. */
  readonly uids: readonly number[];
};

/** Selects the folder unless it is; others may have used the connection meanwhile. */
export async function openFolder(client: ImapFlow, path: string): Promise<MailboxObject> {
  const { mailbox } = client;
  if (mailbox !== false && mailbox.path === path) return mailbox;
  return client.mailboxOpen(path);
}

/** The same, and the UIDs mean what the cursor takes them for. @throws UidsChanged */
export async function openAt(client: ImapFlow, { folder, uidValidity }: FolderCursor): Promise<void> {
  const box = await openFolder(client, folder);
  if (validityOf(box) !== uidValidity) throw new UidsChanged();
}

/** The server counts anew in this folder: whatever was planned is void. */
export class UidsChanged extends Error {}

/**
 * Finds out what is to be fetched. A folder that is new, whose UIDs became void, or of which more is wanted than before is gone through from
 * the beginning: what is in the desk already is found to be a duplicate there.
 */
export async function planFolder(
  client: ImapFlow,
  cursors: Cursors,
  path: string,
  { fetchDays, nowEpochMs }: { readonly fetchDays: number | null; readonly nowEpochMs: number },
): Promise<FolderPlan> {
  const box = await openFolder(client, path);
  const known = await cursors.read(path);
  const isCurrent = known?.uidValidity === validityOf(box) && !isWider(fetchDays, known.fetchDays);
  let cursor = known;
  if (!cursor || !isCurrent) {
    cursor = await newCursor(client, box, path, fetchDays, nowEpochMs, known);
    await cursors.write(cursor);
  }
  return { box, cursor, uids: await missingUids(client, cursor) };
}

async function newCursor(
  client: ImapFlow,
  box: MailboxObject,
  folder: string,
  fetchDays: number | null,
  nowEpochMs: number,
  known: FolderCursor | null,
): Promise<FolderCursor> {
  const { uidNext } = box;
  const historyBelowUid = isUid(uidNext) ? uidNext : (lastOf(await search(client, { all: true })) ?? 0) + 1;
  return {
    folder,
    uidValidity: validityOf(box),
    nextUid: fetchDays === 0 ? historyBelowUid : 1,
    historyBelowUid,
    sinceEpochMs: fetchDays === null ? null : nowEpochMs - fetchDays * DAY_MS,
    fetchDays,
    toFlag: [],
    deferred: [],
    lastMessageAtEpochMs: known?.lastMessageAtEpochMs ?? null,
  };
}

/** History within its span, then all that came since: a mail that somebody moved here is new whatever its date. */
async function missingUids(client: ImapFlow, cursor: FolderCursor): Promise<number[]> {
  const { nextUid, historyBelowUid, sinceEpochMs } = cursor;
  const since = sinceEpochMs === null ? {} : { since: new Date(sinceEpochMs) };
  const history =
    nextUid < historyBelowUid ? await search(client, { uid: `${nextUid}:${historyBelowUid - 1}`, ...since }) : [];
  const liveFrom = Math.max(nextUid, historyBelowUid);
  const live = await search(client, { uid: `${liveFrom}:*` });
  return [
    ...history.filter((uid) => uid >= nextUid && uid < historyBelowUid),
    // `n:*` means the last message too, even where its UID lies below n.
    ...live.filter((uid) => uid >= liveFrom),
  ];
}

/** @throws ConnectFailed where the server declines to search: then nobody can know what is there */
async function search(client: ImapFlow, query: SearchObject): Promise<number[]> {
  const found = await client.search(query, { uid: true });
  if (!Array.isArray(found)) throw connectFailed("protocol", "The server refused to search.");
  return found.filter(isUid);
}

function validityOf({ uidValidity }: MailboxObject): string {
  return String(uidValidity ?? "");
}

function isWider(wanted: number | null, had: number | null): boolean {
  return had !== null && (wanted === null || wanted > had);
}

function isUid(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value <= MAX_UID;
}

function lastOf(uids: readonly number[]): number | undefined {
  return uids.at(-1);
}
