import { Connection } from "./connection.ts";
import type { FilledSqlStorageOptions } from "./options.ts";
import type { SharedTable } from "./table.ts";

type Entry = { readonly connection: Connection; readonly tables: Map<string, SharedTable>; users: number };

/** Hands out one connection per database name and closes it with its last user. */
export class ConnectionPool {
  readonly #options: FilledSqlStorageOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: FilledSqlStorageOptions) {
    this.#options = options;
  }

  acquire(databaseName: string): Entry {
    let entry = this.#entries.get(databaseName);
    if (!entry) {
      entry = { connection: Connection.open(databaseName, this.#options), tables: new Map(), users: 0 };
      this.#entries.set(databaseName, entry);
    }
    entry.users += 1;
    return entry;
  }

  release(databaseName: string): void {
    const entry = this.#entries.get(databaseName);
    if (!entry) return;
    entry.users -= 1;
    if (entry.users > 0) return;
    this.#entries.delete(databaseName);
    entry.connection.close();
  }

  /** Undefined when no instance of that database is open. */
  peek(databaseName: string): Connection | undefined {
    return this.#entries.get(databaseName)?.connection;
  }
}
