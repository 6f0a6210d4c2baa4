import type { DatabaseSync } from "node:sqlite";
import { CHECKPOINT_AFTER_IDLE_MS, CHECKPOINT_WHILE_WRITING_MS } from "./limits.ts";

/**
 * Puts the write-ahead log into the database when writing pauses, so that no commit has to wait for it and the next start has little to go
 * through. `PASSIVE`: it waits for no reader and takes what it can. Its timer keeps no process alive. Where writing does not pause, somebody else is asked to.
 */
export class IdleCheckpoint {
  readonly #db: DatabaseSync;
  readonly #askBeside: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Since when there was no pause in writing. */
  #writingSinceMs = 0;

  /** @param askBeside asks another thread to do it, which holds up nobody; absent: a commit does it once the log is long */
  constructor(db: DatabaseSync, askBeside?: () => void) {
    this.#db = db;
    this.#askBeside = askBeside;
  }

  /** To be told after each commit. */
  wrote(): void {
    const nowMs = performance.now();
    if (this.#timer) {
      this.#timer.refresh();
      if (nowMs - this.#writingSinceMs < CHECKPOINT_WHILE_WRITING_MS) return;
      this.#askBeside?.();
    } else this.#timer = setTimeout(() => this.#run(), CHECKPOINT_AFTER_IDLE_MS).unref();
    this.#writingSinceMs = nowMs;
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
