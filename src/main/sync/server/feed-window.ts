/**
 * The newest commits in memory, as the text that goes out, so that fifty devices which all want the same are answered from one read. What lies further back is read from the database.
 */
import type { ReplicationLog } from "#main/store/replication/replication-log.ts";
import { MAX_BATCH_CHARACTERS, MAX_BATCH_ROWS } from "#shared/sync/limits.ts";
import { MAX_WINDOW_CHARACTERS } from "../limits.ts";
import { wireTextOf } from "../rows.ts";

export type FeedRow = {
  readonly commit: number;
  readonly text: string;
  /** Whom alone it concerns; null: everybody. */
  readonly userId: string | null;
};

/** Commits after `from`, up to `upTo`, read at one moment. */
type Entry = { readonly from: number; readonly upTo: number; readonly rows: readonly FeedRow[]; readonly size: number };

export type Feed = {
  /** Reads what is new. @returns the number of the newest commit */
  read(): Promise<number>;
  /** Whole commits after `after`; null: more than goes into one answer. */
  since(after: number): Promise<{ readonly upTo: number; readonly rows: readonly FeedRow[] } | null>;
};

const LIMITS = { maxRows: MAX_BATCH_ROWS, maxBytes: MAX_BATCH_CHARACTERS };

export function createFeed(log: ReplicationLog): Feed {
  let entries: Entry[] = [];
  let size = 0;
  let reading: Promise<number> | null = null;
  let following: Promise<number> | null = null;
  const last = () => entries.at(-1)?.upTo ?? null;

  async function readOn(): Promise<number> {
    const from = last() ?? (await log.newest());
    const found = await log.since(from, LIMITS);
    if (found === null) {
      // Too much at once: everybody reads it by tickets, and the window begins anew behind it.
      const newest = await log.newest();
      entries = [{ from: newest, upTo: newest, rows: [], size: 0 }];
      size = 0;
      return newest;
    }
    if (found.upTo > from || entries.length === 0) add(from, found.upTo, found.rows.map(feedRowOf));
    return found.upTo;
  }

  function add(from: number, upTo: number, rows: readonly FeedRow[]): void {
    const entrySize = rows.reduce((sum, { text }) => sum + text.length, 0);
    entries.push({ from, upTo, rows, size: entrySize });
    size += entrySize;
    while (size > MAX_WINDOW_CHARACTERS && entries.length > 1) size -= entries.shift()?.size ?? 0;
  }

  function begin(): Promise<number> {
    reading = readOn().finally(() => (reading = null));
    return reading;
  }

  /** However the one that is open ends. */
  async function beginAfter(open: Promise<number>): Promise<number> {
    await open.catch(() => undefined);
    following = null;
    return begin();
  }

  /**
   * Who asks meanwhile may know of a commit that this reading has passed by, and gets the next one: all of them the same, or fifty devices that were rung together would each wait for the readings of all others.
   */
  function read(): Promise<number> {
    if (following !== null) return following;
    if (reading === null) return begin();
    following = beginAfter(reading);
    return following;
  }

  return {
    read,
    async since(after) {
      await read();
      const [first] = entries;
      if (first === undefined || after < first.from) {
        const found = await log.since(after, LIMITS);
        return found && { upTo: found.upTo, rows: found.rows.map(feedRowOf) };
      }
      const wanted = entries.filter(({ upTo }) => upTo > after);
      const rows = wanted.flatMap((entry) => entry.rows.filter(({ commit }) => commit > after));
      const characters = rows.reduce((sum, { text }) => sum + text.length, 0);
      if (rows.length > MAX_BATCH_ROWS || characters > MAX_BATCH_CHARACTERS) return null;
      return { upTo: Math.max(last() ?? after, after), rows };
    },
  };
}

type ChangedRow = Parameters<typeof wireTextOf>[0];

export function feedRowOf(row: ChangedRow): FeedRow {
  return { commit: row.commit, text: wireTextOf(row), userId: concernsOnly(row) };
}

/** What waits for one person goes to nobody else's device. */
function concernsOnly({ collection, data }: ChangedRow): string | null {
  if (collection !== "inboxItems") return null;
  const { userId } = JSON.parse(data) as { userId?: string };
  return userId ?? null;
}
