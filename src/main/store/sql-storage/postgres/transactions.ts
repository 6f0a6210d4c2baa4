import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";
import { SqlStorageError, SqlStorageErrorCode } from "../errors.ts";
import type { TransactionNotes } from "../transactions.ts";
import { isAway, toPostgresError } from "./errors.ts";
import { COMMIT_DOUBT_MS, RETRY_MS } from "./limits.ts";

/** What transactions need of the database that they are of. */
export type TransactionalPg = {
  readonly schema: string;
  connect(): Promise<pg.PoolClient>;
  /** Turns PostgreSQL's errors into the storage's own. */
  guard<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs what must not disturb the transaction, which is decided by now; what it throws is told to the storage's owner. */
  contain(what: string, work: () => void): void;
};

/** Where a process that commits rings, so that others look for what it wrote. */
export function channelOf(schema: string): string {
  return `pipedesk ${schema}`;
}

/**
 * The transaction that this process has open on a database, and whose work is inside it: as `Transactions` does for SQLite, one after the other. Among processes the row of `storage_commits` decides: it
 * is locked with the first write and gives the commit its number, so numbers rise in the order of the commits, and whoever reads a number reads all that was committed under it and those before.
 */
export class PgTransactions {
  readonly #database: TransactionalPg;
  readonly #inside = new AsyncLocalStorage<PgTransaction>();
  #current: PgTransaction | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  /** Is told the number of each commit that this process made, before its listeners are. */
  committed: (commit: number) => void = () => undefined;
  /** Commits don't wait for the server's disk. */
  isRelaxed = false;

  constructor(database: TransactionalPg) {
    this.#database = database;
  }

  /** The caller's own transaction; null where it is in none, or that is over. */
  get own(): PgTransaction | null {
    const open = this.#inside.getStore();
    return open !== undefined && open === this.#current ? open : null;
  }

  /**
   * Runs the work in one transaction, all or nothing, behind those that this process asked for before. Inside a transaction the work joins it.
   * @throws what the work throws; SqlStorageError UNAVAILABLE where the database went away: nothing of it is written then
   */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.own !== null) return work();
    const result = this.#tail.then(() => this.#carryOut(work));
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Resolves when what was asked for until now is over. */
  async idle(): Promise<void> {
    await this.#tail;
  }

  async #carryOut<Result>(work: () => Promise<Result>): Promise<Result> {
    const open = new PgTransaction(this.#database, this.isRelaxed);
    this.#current = open;
    let result: Result;
    try {
      result = await this.#inside.run(open, work);
      await open.commit();
    } catch (error) {
      this.#current = null;
      await open.rollBack();
      for (const undo of open.afterRollback.toReversed())
        this.#database.contain("what was kept in memory could not be taken back", undo);
      throw toPostgresError(error);
    }
    this.#current = null;
    for (const number of open.numbers) this.committed(number);
    for (const tell of open.afterCommit) this.#database.contain("a commit could not be told", tell);
    return result;
  }
}

export class PgTransaction implements TransactionNotes {
  readonly afterCommit: (() => void)[] = [];
  readonly afterRollback: (() => void)[] = [];
  /** How often it was written to. */
  writes = 0;
  /** Of the commits that it is. */
  readonly numbers: number[] = [];
  readonly #database: TransactionalPg;
  readonly #isRelaxed: boolean;
  #begun: Promise<number> | null = null;
  #client: pg.PoolClient | null = null;
  #number: number | null = null;
  /** PostgreSQL's own name of the transaction. */
  #name = "";

  constructor(database: TransactionalPg, isRelaxed: boolean) {
    this.#database = database;
    this.#isRelaxed = isRelaxed;
  }

  mark(): () => void {
    const length = this.afterRollback.length;
    return () => {
      for (const undo of this.afterRollback.splice(length).toReversed())
        this.#database.contain("what was kept in memory could not be taken back", undo);
    };
  }

  /** What its statements run on; null until it has been written to. */
  get client(): pg.PoolClient | null {
    return this.#number === null ? null : this.#client;
  }

  get commitNumber(): number | null {
    return this.#number;
  }

  /** Called before each write: begins where that was not done yet. @returns the number of the commit @throws SqlStorageError */
  begin(): Promise<number> {
    this.writes += 1;
    this.#begun ??= this.#database.guard(() => this.#begin());
    return this.#begun;
  }

  async #begin(): Promise<number> {
    const client = await this.#database.connect();
    this.#client = client;
    await client.query(this.#isRelaxed ? "BEGIN; SET LOCAL synchronous_commit = off" : "BEGIN");
    const { rows } = await client.query<{ n: string; name: string }>(
      "UPDATE storage_commits SET n = n + 1 RETURNING n, pg_current_xact_id()::text AS name",
    );
    const [row] = rows;
    if (row === undefined) throw new TypeError("The database has no counter of its commits.");
    this.#name = row.name;
    this.#number = Number(row.n);
    this.numbers.push(this.#number);
    return this.#number;
  }

  /** What is written from now on bears the next number, though it is committed together with what came before. @returns that number */
  async renumber(): Promise<number> {
    if (this.#begun === null) return this.begin();
    await this.#begun;
    this.writes += 1;
    const client = this.#client;
    if (client === null) throw new TypeError("The transaction is over.");
    const { rows } = await this.#database.guard(() =>
      client.query<{ n: string }>("UPDATE storage_commits SET n = n + 1 RETURNING n"),
    );
    this.#number = Number(rows[0]?.n);
    this.numbers.push(this.#number);
    this.#begun = Promise.resolve(this.#number);
    return this.#number;
  }

  async commit(): Promise<void> {
    if (this.#begun === null) return;
    await this.#begun;
    const client = this.#client;
    if (client === null) return;
    // Inside: whoever hears it may read what is committed by then.
    await client.query("SELECT pg_notify($1, $2)", [channelOf(this.#database.schema), String(this.#number)]);
    try {
      const { command } = await client.query("COMMIT");
      // A transaction in which a statement failed is rolled back by its commit, without an error.
      if (command !== "COMMIT")
        throw new SqlStorageError(SqlStorageErrorCode.unexpected, "The database took the transaction back.");
    } catch (error) {
      if (!isAway(error)) throw error;
      client.release(true);
      this.#client = null;
      if (!(await this.#wasCommitted())) throw error;
      return;
    }
    this.#client = null;
    client.release();
  }

  async rollBack(): Promise<void> {
    // What is under way on its connection fails or ends first.
    await this.#begun?.catch(() => undefined);
    const client = this.#client;
    this.#client = null;
    this.#number = null;
    if (client === null) return;
    try {
      await client.query("ROLLBACK");
      client.release();
    } catch {
      client.release(true);
    }
  }

  /** The connection broke before the answer came: once the database is back it knows. */
  async #wasCommitted(): Promise<boolean> {
    const until = performance.now() + COMMIT_DOUBT_MS;
    for (;;) {
      try {
        const client = await this.#database.connect();
        try {
          const { rows } = await client.query<{ status: string | null }>("SELECT pg_xact_status($1::xid8) AS status", [
            this.#name,
          ]);
          const status = rows[0]?.status;
          if (status === "committed" || status === "aborted") return status === "committed";
        } finally {
          client.release();
        }
      } catch (error) {
        if (!isAway(toPostgresError(error))) throw error;
      }
      if (performance.now() >= until) return false;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
