import { AsyncLocalStorage } from "node:async_hooks";
import type { SQLInputValue } from "node:sqlite";

/** What a transaction needs of the connection on which it is open. */
export type TransactionalConnection = {
  get(sql: string): readonly SQLInputValue[] | undefined;
  run(sql: string): number;
  requireFile(): void;
  noteCommit(): void;
  /** Throws nothing: a connection that can't take back what was begun refuses whatever comes after. */
  rollBack(): void;
  /** Runs what must not disturb the transaction, which is decided by now; what it throws is told to the storage's owner. */
  contain(what: string, work: () => void): void;
};

/**
 * The transaction that is open on a connection, and whose work is inside it.
 *
 * Work is asynchronous, so others run between its steps. Three things keep it whole: whoever is inside is known by the asynchronous context, not by the moment; whoever is
 * outside waits for its end before touching the connection; and what it changed is told only after the commit. `BEGIN` is sent with the first write: work
 * that writes nothing costs no transaction.
 */
export class Transactions {
  readonly #connection: TransactionalConnection;
  readonly #inside = new AsyncLocalStorage<OpenTransaction>();
  #current: OpenTransaction | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(connection: TransactionalConnection) {
    this.#connection = connection;
  }

  /** The caller's own transaction; null where it is in none, or that is over. */
  get own(): OpenTransaction | null {
    const open = this.#inside.getStore();
    return open !== undefined && open === this.#current ? open : null;
  }

  /** Whether one is open, the caller's own or another. */
  get isOpen(): boolean {
    return this.#current !== null;
  }

  /** Resolves when the caller may use the connection: at once inside its own transaction, else when no other is open. */
  async turn(): Promise<void> {
    while (this.#current !== null && this.own === null) await this.#current.over;
  }

  /**
   * Runs the work in one transaction, all or nothing, behind those that were asked for before. Inside a transaction the work joins it.
   * @throws what the work throws; nothing of it is written then
   */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.own !== null) return work();
    const result = this.#tail.then(() => this.#carryOut(work));
    // The next in line starts whether this one failed or not; its caller has the error.
    this.#tail = result.catch(() => undefined);
    return result;
  }

  async #carryOut<Result>(work: () => Promise<Result>): Promise<Result> {
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    const open = new OpenTransaction(
      over,
      () => this.#begin(),
      () => this.nextCommitNumber(),
      (undo) => this.#undo(undo),
    );
    this.#current = open;
    let result: Result;
    try {
      result = await this.#inside.run(open, work);
      if (open.hasBegun) {
        this.#connection.requireFile();
        this.#connection.run("COMMIT");
      }
    } catch (error) {
      this.#current = null;
      this.#rollBack(open);
      end();
      throw error;
    }
    this.#current = null;
    if (open.hasBegun) this.#connection.contain("a commit could not be noted", () => this.#connection.noteCommit());
    // It is committed, whatever a listener throws; and whoever waits for the connection waits for nothing else.
    for (const tell of open.afterCommit) this.#connection.contain("a commit could not be told", tell);
    end();
    return result;
  }

  /** @returns the number of the commit that this transaction is going to be, one more than the last that was kept. */
  #begin(): number {
    this.#connection.run("BEGIN IMMEDIATE");
    return this.nextCommitNumber();
  }

  /**
   * Numbers the commit that is open: what every row that it writes bears. The number lies in the database, so that a later program goes on behind it, and is
   * rolled back with the rest.
   */
  nextCommitNumber(): number {
    const text = `INSERT INTO storage_commits (only, n) VALUES (1, 1) ON CONFLICT (only) DO UPDATE SET n = n + 1 RETURNING n`;
    return Number(this.#connection.get(text)?.[0]);
  }

  #rollBack(open: OpenTransaction): void {
    if (open.hasBegun) this.#connection.rollBack();
    for (const undo of open.afterRollback.toReversed()) this.#undo(undo);
  }

  #undo(undo: () => void): void {
    this.#connection.contain("what was kept in memory could not be taken back", undo);
  }
}

/** What others note on a transaction that is open; the same on every database. */
export type TransactionNotes = {
  readonly afterCommit: (() => void)[];
  /** Called in reverse order. */
  readonly afterRollback: (() => void)[];
  /** How often it was written to. */
  readonly writes: number;
  /** @returns what takes back what was kept in memory since now: for work inside that failed and had written nothing. */
  mark(): () => void;
};

export class OpenTransaction implements TransactionNotes {
  /** Resolves when it is committed or rolled back. */
  readonly over: Promise<void>;
  readonly afterCommit: (() => void)[] = [];
  /** Called in reverse order. */
  readonly afterRollback: (() => void)[] = [];
  /** How often it was written to. */
  writes = 0;
  readonly #begin: () => number;
  readonly #next: () => number;
  readonly #undo: (undo: () => void) => void;
  #commitNumber: number | null = null;

  constructor(over: Promise<void>, begin: () => number, next: () => number, undo: (undo: () => void) => void) {
    this.over = over;
    this.#begin = begin;
    this.#next = next;
    this.#undo = undo;
  }

  /** @returns what takes back what was kept in memory since now: for work inside that failed and had written nothing. */
  mark(): () => void {
    const length = this.afterRollback.length;
    return () => {
      for (const undo of this.afterRollback.splice(length).toReversed()) this.#undo(undo);
    };
  }

  get hasBegun(): boolean {
    return this.#commitNumber !== null;
  }

  /** Called before each write: begins where that was not done yet. @returns the number of the commit @throws SqlStorageError */
  begin(): number {
    this.writes += 1;
    return (this.#commitNumber ??= this.#begin());
  }

  /** What is written from now on bears the next number, though it is committed together with what came before. @returns that number */
  renumber(): number {
    if (this.#commitNumber === null) return this.begin();
    this.writes += 1;
    return (this.#commitNumber = this.#next());
  }
}
