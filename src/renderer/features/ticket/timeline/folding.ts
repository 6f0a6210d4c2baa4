/** What of a long thread is open, shown as a header, or folded away: the way mail programs do it. Pure. */
import { MAX_OPEN_AT_FIRST, MIN_FOLDED, OLDER_CHUNK, SHOWN_AT_FIRST } from "../limits.ts";
import type { TimelineEntry } from "./timeline.ts";

/**
 * Key of the first entry that the person hasn't seen; null where all has been.
 * @param lastSeenAtEpochMs when this ticket was last open in this window; undefined where that isn't known, then the ticket's own mark decides.
 */
export function firstUnread(
  entries: readonly TimelineEntry[],
  unread: boolean,
  lastSeenAtEpochMs: number | undefined,
): string | null {
  if (!unread) return null;
  const since = lastSeenAtEpochMs ?? lastOwnWordAt(entries);
  const entry = entries.find((candidate) => isIncoming(candidate) && candidate.atEpochMs > since);
  // Marked unread by mail that is older than what is known here (an import, another device): its newest mail then.
  return entry?.key ?? entries.findLast(isIncoming)?.key ?? null;
}

function lastOwnWordAt(entries: readonly TimelineEntry[]): number {
  const own = entries.findLast((entry) => entry.kind === "message" && entry.message.direction !== "incoming");
  return own?.atEpochMs ?? Number.NEGATIVE_INFINITY;
}

function isIncoming(entry: TimelineEntry): boolean {
  return entry.kind === "message" && entry.message.direction === "incoming";
}

/** Keys of the messages that are open at first: the last one, and everything from the first unread on where that is not much. */
export function openAtFirst(entries: readonly TimelineEntry[], unreadKey: string | null): ReadonlySet<string> {
  const messages = entries.filter((entry) => entry.kind === "message");
  const from = unreadKey === null ? -1 : messages.findIndex((entry) => entry.key === unreadKey);
  const unread = from < 0 ? [] : messages.slice(from);
  // After a holiday there may be hundreds: the one to read first, and where it stands now.
  const open =
    unread.length > MAX_OPEN_AT_FIRST
      ? [...unread.slice(0, 1), ...unread.slice(-1)]
      : [...unread, ...messages.slice(-1)];
  // A note is short and often says what to do: it never hides in its header.
  return new Set([...open, ...messages.filter((entry) => entry.message.kind === "note")].map((entry) => entry.key));
}

/** Index of the first entry that is shown; everything before it is folded into one line. */
export function shownFrom(entries: readonly TimelineEntry[], unreadKey: string | null, chunksRevealed: number): number {
  const unreadIndex = unreadKey === null ? entries.length : entries.findIndex((entry) => entry.key === unreadKey);
  // Two entries of what came before give the unread one its context.
  const start = Math.min(entries.length - SHOWN_AT_FIRST, unreadIndex - 2) - chunksRevealed * OLDER_CHUNK;
  // A fold that hides little costs more attention than it saves.
  return start < MIN_FOLDED ? 0 : start;
}

export type FoldedCounts = { readonly messages: number; readonly changes: number };

export function foldedCounts(entries: readonly TimelineEntry[]): FoldedCounts {
  const messages = entries.filter((entry) => entry.kind === "message").length;
  return { messages, changes: entries.length - messages };
}
