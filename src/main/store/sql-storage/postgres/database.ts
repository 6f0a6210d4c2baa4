import type pg from "pg";
import { SqlStorageError, SqlStorageErrorCode } from "../errors.ts";
import { quote } from "../layout.ts";
import { toPostgresError } from "./errors.ts";
import { CONNECT_TIMEOUT_MS, IDLE_IN_TRANSACTION_MS, MAX_CONNECTIONS, STATEMENT_TIMEOUT_MS } from "./limits.ts";
import { PgTransactions } from "./transactions.ts";

/** What goes into a statement. Arrays are PostgreSQL's. */
export type PgValue = string | number | null | Uint8Array | readonly (string | number | null | Uint8Array)[];
export type PgRow = readonly unknown[];

/** What statements run on. */
export type PgClient = Pick<pg.ClientBase, "query">;

export type PostgresOptions = {
  /** `postgres://user:password@host:port/database`, with `?sslmode=` and what else libpq knows. */
  readonly url: string;
  /** Is told of what failed without a caller. */
  readonly fault?: ((error: unknown, what: string) => void) | undefined;
};

/**
 * One open database: a schema of that name in the database of the URL. Each statement outside of a transaction takes a connection of the pool and sees what is committed; those of the caller's own
 * transaction take that one's.
 */
export class PgDatabase {
  readonly schema: string;
  readonly transactions: PgTransactions;
  #pool: Promise<pg.Pool> | null = null;
  readonly #config: pg.ClientConfig;
  readonly #fault: PostgresOptions["fault"];
  #closing: Promise<void> | null = null;

  constructor(schema: string, { url, fault }: PostgresOptions) {
    this.schema = schema;
    this.#fault = fault;
    this.#config = {
      connectionString: url,
      application_name: "pipedesk",
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      options: [
        `-c search_path=${escaped(quote(schema))}`,
        `-c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
        `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`,
        "-c client_encoding=UTF8",
        "-c extra_float_digits=1",
      ].join(" "),
    };
    this.transactions = new PgTransactions(this);
  }

  /** @throws SqlStorageError UNAVAILABLE, CANNOT_OPEN */
  async makeSchema(): Promise<void> {
    // Two that make it at once would both find it missing.
    await this.locked((client) => client.query(`CREATE SCHEMA IF NOT EXISTS ${quote(this.schema)}`));
  }

  /** Work that one process at a time does on this database, in a transaction of its own: making tables. */
  async locked<Result>(work: (client: PgClient) => Promise<Result>): Promise<Result> {
    return this.guard(async () => {
      const client = await this.connect();
      try {
        await client.query("BEGIN");
        await client.query("SELECT pg_advisory_xact_lock(hashtext($1))", [`pipedesk ${this.schema}`]);
        const result = await work(client);
        await client.query("COMMIT");
        client.release();
        return result;
      } catch (error) {
        // Whatever is left of the transaction goes with the connection.
        client.release(true);
        throw error;
      }
    });
  }

  /** Rows as arrays, on the caller's own transaction where it has written, else on what is committed. */
  async rows(text: string, values: readonly PgValue[] = []): Promise<PgRow[]> {
    const client = this.transactions.own?.client ?? (await this.#openPool());
    return this.guard(async () => (await client.query(arrays(text, values))).rows as PgRow[]);
  }

  /** How many rows a statement wrote. */
  async run(text: string, values: readonly PgValue[] = []): Promise<number> {
    const client = this.transactions.own?.client ?? (await this.#openPool());
    return this.guard(async () => (await client.query(text, [...values])).rowCount ?? 0);
  }

  /** All that `work` reads is of one moment, and it can't write. */
  async snapshot<Result>(work: (client: PgClient) => Promise<Result>): Promise<Result> {
    return this.guard(async () => {
      const client = await this.connect();
      try {
        await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        const result = await work(client);
        await client.query("COMMIT");
        client.release();
        return result;
      } catch (error) {
        client.release(true);
        throw error;
      }
    });
  }

  /** A connection of the pool: to be released. What breaks it fails its next statement. */
  async connect(): Promise<pg.PoolClient> {
    const client = await (await this.#openPool()).connect();
    if (client.listenerCount("error") === 0) client.on("error", () => undefined);
    return client;
  }

  /** A connection of its own, beside the pool: for one that listens. To be ended by the caller. */
  async connectAlone(): Promise<pg.Client> {
    const { default: driver } = await import("pg");
    const client = new driver.Client(this.#config);
    // A broken connection says so twice: by the server's last words, and by its end.
    client.on("error", () => undefined);
    await client.connect();
    return client;
  }

  /** Turns PostgreSQL's errors into the storage's own. */
  async guard<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw toPostgresError(error);
    }
  }

  contain(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.tellFault(error, what);
    }
  }

  /** Whoever is told of a fault is no reason for another one. */
  tellFault(error: unknown, what: string): void {
    try {
      this.#fault?.(error, what);
    } catch {
      return;
    }
  }

  get isOpen(): boolean {
    return this.#closing === null;
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    await (await this.#pool)?.end();
  }

  /** The driver is loaded by those who have a desk on PostgreSQL alone: it would take its time from every start. */
  async #openPool(): Promise<pg.Pool> {
    if (this.#closing !== null)
      throw new SqlStorageError(SqlStorageErrorCode.closed, `The database "${this.schema}" is not open.`);
    this.#pool ??= import("pg").then(({ default: driver }) => {
      const pool = new driver.Pool({ ...this.#config, max: MAX_CONNECTIONS, idleTimeoutMillis: 30_000 });
      // A connection that breaks while nobody uses it is replaced by the next who needs one; without a listener the process would end.
      pool.on("error", () => undefined);
      return pool;
    });
    return this.#pool;
  }
}

export function arrays(text: string, values: readonly PgValue[]): pg.QueryArrayConfig {
  return { text, values: [...values], rowMode: "array" };
}

/** As a start-up option is written: spaces and backslashes behind a backslash. */
function escaped(value: string): string {
  return value.replaceAll(/[\\ ]/g, (character) => `\\${character}`);
}
