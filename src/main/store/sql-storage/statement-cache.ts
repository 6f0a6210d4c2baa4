import type { StatementSync } from "node:sqlite";
import { CACHED_STATEMENTS } from "./limits.ts";

/** Prepared statements by their text; the one that was used longest ago gives way. */
export class StatementCache {
  readonly #prepare: (sql: string) => StatementSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(prepare: (sql: string) => StatementSync) {
    this.#prepare = prepare;
  }

  get(sql: string): StatementSync {
    const cached = this.#statements.get(sql);
    const statement = cached ?? this.#prepare(sql);
    // Re-inserting keeps the map in order of use, so that the first key is the one to drop.
    if (cached) this.#statements.delete(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > CACHED_STATEMENTS) {
      const oldest = this.#statements.keys().next();
      if (!oldest.done) this.#statements.delete(oldest.value);
    }
    return statement;
  }

  clear(): void {
    this.#statements.clear();
  }
}
