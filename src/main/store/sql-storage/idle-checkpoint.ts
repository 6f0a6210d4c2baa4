import type { DatabaseSync } from "node:sqlite";
import { CHECKPOINT_AFTER_IDLE_MS } from "./limits.ts";

/**
 * Puts the write-ahead log into the database when writing pauses, so that no commit has to wait for it and the next start has little to go
 * through. `PASSIVE`: it waits for no reader and takes what it can. Its timer keeps no process alive.
 */
export class IdleCheckpoint {
  readonly #db: DatabaseSync;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** To be told after each commit. */
  wrote(): void {
    if (this.#timer) this.#timer.refresh();
    else this.#timer = setTimeout(() => this.#run(), CHECKPOINT_AFTER_IDLE_MS).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #run(): void {
    this.#timer = undefined;
    try {
      this.#db.exec("PRAGMA wal_checkpoint(PASSIVE)");
    } catch {
      // What is wrong with the disk is told by the next write; the log keeps everything until then.
    }
  }
}
