import type pg from "pg";
import { quote } from "../layout.ts";
import type { PgDatabase, PgRow } from "./database.ts";
import { FEED_ROWS, POLL_MS, RETRY_MS } from "./limits.ts";
import { channelOf } from "./transactions.ts";

/** A collection whose changes by other processes are told. */
export type FedTable = {
  /** Unquoted. */
  readonly table: string;
  readonly tell: (documents: readonly unknown[]) => void;
};

/**
 * Brings what other processes commit to the listeners of this one. The number of the commit is the truth: every row written behind the last number that was seen is read, in the order of the
 * commits, and since the number is given under a lock that lasts until the commit, none can appear behind one that was passed. The bell (NOTIFY) only says when to look; where one is lost, with its
 * connection or otherwise, the next look by the clock finds the same.
 *
 * Looks take their turn among this process's own transactions: none of its own commits lies between reading a row and telling of it.
 */
export class PgFeed {
  readonly #database: PgDatabase;
  readonly #tables: readonly FedTable[];
  readonly #told: () => void;
  /** Numbers of own commits that are above `#last`. */
  readonly #own = new Set<number>();
  #last = 0;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #isAsked = false;
  #isOpen = true;

  /** @param told is called after each look that found something */
  constructor(database: PgDatabase, tables: readonly FedTable[], told: () => void) {
    this.#database = database;
    this.#tables = tables;
    this.#told = told;
    database.transactions.committed = (commit) => {
      this.#own.add(commit);
      this.#settle();
    };
  }

  /** From here on nothing is missed. @throws SqlStorageError */
  async open(): Promise<void> {
    this.#last = await this.#newest();
    this.#settle();
    await this.#listen();
    // What was committed before it listened rang for nobody.
    this.ask();
    this.#timer = setInterval(() => this.ask(), POLL_MS);
  }

  /** Looks soon, once for all who ask meanwhile. */
  ask(): void {
    this.#isAsked = true;
    this.#looking ??= this.#lookOften();
  }

  /** Resolves when what was asked for is looked at. */
  async idle(): Promise<void> {
    while (this.#looking !== null) await this.#looking;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
    await this.#client?.end().catch(() => undefined);
  }

  async #lookOften(): Promise<void> {
    try {
      while (this.#isAsked && this.#isOpen) {
        this.#isAsked = false;
        await this.#database.transactions.run(() => this.#look());
      }
    } catch (error) {
      // The next look by the clock begins at the same number.
      this.#database.tellFault(error, "what other processes wrote could not be read");
    } finally {
      this.#looking = null;
    }
  }

  async #look(): Promise<void> {
    let hasFound = false;
    for (;;) {
      const { rows, until } = await this.#read();
      const others = rows.filter(([, written]) => !this.#own.has(Number(written)));
      this.#tables.forEach(({ tell }, place) => {
        const documents = others
          .filter(([table]) => Number(table) === place)
          .map(([, , data]) => JSON.parse(String(data)));
        if (documents.length > 0)
          this.#database.contain("a commit of another process could not be told", () => tell(documents));
      });
      hasFound ||= others.length > 0;
      const isEnd = until === this.#last;
      for (const commit of this.#own) if (commit <= until) this.#own.delete(commit);
      this.#last = Math.max(this.#last, until);
      this.#settle();
      if (isEnd) break;
    }
    if (hasFound) this.#database.contain("a commit of another process could not be told", this.#told);
  }

  /** Whole commits behind the last that was seen, as rows of [table, commit, document], and the last of those commits. */
  async #read(): Promise<{ rows: readonly PgRow[]; until: number }> {
    const newest = await this.#newest();
    if (newest <= this.#last) return { rows: [], until: this.#last };
    const rows = await this.#rowsUntil(newest, FEED_ROWS);
    if (rows.length < FEED_ROWS) return { rows, until: newest };
    // The last of them may go on behind the cut.
    const whole = Number(rows.at(-1)?.[1]) - 1;
    if (whole > this.#last) return { rows: rows.filter(([, written]) => Number(written) <= whole), until: whole };
    return { rows: await this.#rowsUntil(whole + 1, null), until: whole + 1 };
  }

  #rowsUntil(commit: number, most: number | null): Promise<PgRow[]> {
    const text = this.#tables
      .map(
        ({ table }, place) =>
          `SELECT ${place} AS place, written, n, data FROM ${quote(table)} WHERE written > $1 AND written <= $2`,
      )
      .join(" UNION ALL ");
    return this.#database.rows(
      `SELECT place, written, data FROM (${text}) AS rows ORDER BY written, place, n LIMIT $3::bigint`,
      [this.#last, commit, most],
    );
  }

  async #newest(): Promise<number> {
    const [row] = await this.#database.rows("SELECT n FROM storage_commits");
    return Number(row?.[0] ?? 0);
  }

  /** Own commits that follow the last number that was seen need no look. */
  #settle(): void {
    while (this.#own.delete(this.#last + 1)) this.#last += 1;
  }

  async #listen(): Promise<void> {
    const client = await this.#database.guard(() => this.#database.connectAlone());
    if (!this.#isOpen) {
      await client.end().catch(() => undefined);
      return;
    }
    this.#client = client;
    client.on("notification", ({ payload }) => {
      if (Number(payload) > this.#last && !this.#own.has(Number(payload))) this.ask();
    });
    client.once("end", () => void this.#listenAgain());
    await this.#database.guard(() => client.query(`LISTEN ${quote(channelOf(this.#database.schema))}`));
  }

  /** What was rung for while nobody listened is found by the look behind it. */
  async #listenAgain(): Promise<void> {
    while (this.#isOpen) {
      try {
        await this.#listen();
        this.ask();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}
